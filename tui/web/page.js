"use strict";

// textual-serve's script makes the terminal once the page is loaded, and leaves the focus elsewhere. Its
// handler of the focus needs the connection, of which the page's class tells.
window.addEventListener("load", () => {
  const isConnected = () => document.body.classList.contains("-loaded");
  const focus = () => isConnected() && document.querySelector(".xterm-helper-textarea").focus();
  const waiting = new MutationObserver(() => {
    if (isConnected()) {
      waiting.disconnect();
      focus();
    }
  });
  waiting.observe(document.body, { attributeFilter: ["class"] });
  window.addEventListener("focus", focus);
});
