@echo off
rem connector-doctor ask @VERSION@
rem
rem Shows how far this network lets a request come on its way to a token endpoint.
rem It looks up the host's name, connects to the host, shows the certificates that
rem come back, asks for the headers of /, and sends one token request that names no
rem client, no user and no password. So it is no login, and it can lock no account.
rem It writes no file, changes no setting, and needs no special rights.
rem
rem Save it as ask.cmd, and run it in a Command Prompt inside the network in question.
rem It takes a minute at most. Send back what it prints, from "begin" to "end".
rem A proxy's user name and password are left out, and so are cookies.
@NOTES@
setlocal enableextensions disabledelayedexpansion
set "fetch=curl.exe --disable --silent --show-error --stderr - --globoff --ssl-no-revoke --connect-timeout 10 --user-agent connector-doctor-ask/@VERSION@"

echo === connector-doctor ask @VERSION@: begin ===
echo == asked ==
echo url: @SHOWN_URL@
echo local time: %date% %time%
curl.exe --version >nul 2>&1 || echo curl: missing

@IF NAME
echo == name ==
nslookup "@HOST@" 2>&1 | findstr /n "^"

@END
echo == proxy settings ==
setlocal enabledelayedexpansion
for %%v in (HTTP_PROXY HTTPS_PROXY ALL_PROXY) do if defined %%v (
  set "proxy=!%%v!"
  for %%i in (1 2 3) do if defined proxy set "proxy=!proxy:*@=!"
  if defined proxy set "proxy=!proxy:*://=!"
  for /f "delims=/" %%h in ("!proxy!") do echo %%v: %%h
)
endlocal
if defined NO_PROXY echo no_proxy: set
reg query "HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings" 2>nul | findstr /i "ProxyEnable ProxyServer"

echo == connection without a proxy ==
%fetch% --noproxy "@HOST@" --insecure --max-time 20 --head --output NUL --write-out "facts: status=%%{http_code} ip=%%{remote_ip} connect=%%{time_connect} tls=%%{time_appconnect} total=%%{time_total} proxy=%%{http_connect}\n" "@ORIGIN@/"
@IF HTTPS
echo == certificates ==
%fetch% --insecure --max-time 20 --head --output NUL --write-out "%%{certs}" "@ORIGIN@/" | findstr /b /i "Subject: Issuer: Start Expire"
@END
echo == token request without credentials ==
%fetch% --max-time 30 --max-filesize 65536 --include --header "Accept: application/json" --data grant_type=password --write-out "\nfacts: status=%%{http_code} ip=%%{remote_ip} connect=%%{time_connect} tls=%%{time_appconnect} total=%%{time_total} proxy=%%{http_connect}\n" "@URL@" | findstr /v /i /c:"set-cookie:" /c:"proxy syntax" | findstr /n "^"
echo === connector-doctor ask @VERSION@: end ===
