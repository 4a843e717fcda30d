"use strict";

// textual-serve's script makes the terminal once the page is loaded, and leaves the focus elsewhere.
window.addEventListener("load", () => {
  const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();
  focus();
  window.addEventListener("focus", focus);
});
