#!/bin/sh
# connector-doctor ask @VERSION@
#
# Shows how far this network lets a request come on its way to a token endpoint.
# It looks up the host's name, connects to the host, shows the certificates that
# come back, asks for the headers of /, and sends one token request that names no
# client, no user and no password. So it is no login, and it can lock no account.
# It writes no file, changes no setting, and needs no special rights.
#
# Run it inside the network in question, with:  sh ask.sh
# It takes a minute at most. Send back what it prints, from "begin" to "end".
# A proxy's user name and password are left out, and so are cookies.
@NOTES@
url=@URL@
origin=@ORIGIN@
host=@HOST@
agent='connector-doctor-ask/@VERSION@'
facts='facts: status=%{http_code} ip=%{remote_ip} connect=%{time_connect} tls=%{time_appconnect} total=%{time_total} proxy=%{http_connect}'
LC_ALL=C
export LC_ALL
have() { command -v "$1" >/dev/null 2>&1; }
hide() { sed 's/^\(curl: ([0-9]*)\) .*@/\1 ***@/'; } # curl may quote a proxy with its password
fetch() { curl --disable --silent --show-error --stderr - --globoff --connect-timeout 10 --user-agent "$agent" "$@"; }

echo '=== connector-doctor ask @VERSION@: begin ==='
echo '== asked =='
echo "url: $url"
echo "time: $(date -u +%Y-%m-%dT%H:%M:%SZ)"
if have curl; then echo "with: $(curl --version | head -n 1 | cut -c 1-70)"; else echo 'curl: missing'; fi

echo '== name =='
if have getent; then
  getent ahosts "$host" | awk '{ print "address: " $1 }' | sort -u
elif have dscacheutil; then
  dscacheutil -q host -a name "$host" | awk '/address:/ { print "address: " $2 }'
fi
@IF NAME
if have nslookup; then nslookup "$host" 2>&1 | awk '{ print NR ":" $0 }'; fi
@END

echo '== proxy settings =='
env | grep -i -E '^(https?|all)_proxy=.' | sed -e 's#=#: #' -e 's#: [A-Za-z0-9]*://#: #' -e 's#: .*@#: #' -e 's#/.*##'
env | grep -i -q '^no_proxy=.' && echo 'no_proxy: set'
if have scutil; then
  scutil --proxy | awk '{ is[$1] = $3 } END { if (is["HTTPSEnable"]) print "system: " is["HTTPSProxy"] ":" is["HTTPSPort"] }'
fi

echo '== connection without a proxy =='
direct=$(fetch --noproxy "$host" --insecure --max-time 20 --head --output /dev/null --write-out "$facts" "$origin/")
echo "$direct" | hide
@IF HTTPS
echo '== certificates =='
case $direct in
*' tls=0.000 '* | *' tls=0.000000 '*) reached=no ;;
*) reached=yes ;;
esac
if [ $reached = yes ] && have openssl; then
  openssl s_client @CONNECT@ -showcerts </dev/null 2>/dev/null | while IFS= read -r line; do
    case $line in
    'New, TLS'*) echo "tls: $line" ;;
    *'BEGIN CERTIFICATE'*) pem=$line ;;
    *'END CERTIFICATE'*)
      printf '%s\n%s\n' "$pem" "$line" |
        openssl x509 -noout -nameopt RFC2253 -subject -issuer -dates -fingerprint -sha256 |
        sed 's/^.* Fingerprint/fingerprint/'
      pem='' ;;
    *) [ -z "$pem" ] || pem="$pem
$line" ;;
    esac
  done
else
  fetch --insecure --max-time 20 --head --output /dev/null --verbose "$origin/" |
    grep -E '^\* +(subject|issuer|start date|expire date|SSL connection)' | sed 's/^\* *//'
fi
@END
echo '== token request without credentials =='
answer=$(fetch --max-time 30 --include --header 'Accept: application/json' --data 'grant_type=password' \
  --write-out "\n$facts" "$url")
printf '%s\n' "$answer" | tail -n 1
printf '%s\n' "$answer" | sed '$d' | hide | head -c 4000 |
  awk '{ sub(/\r$/, "") } tolower($0) !~ /^set-cookie:/ { print NR ":" $0 }'
echo '=== connector-doctor ask @VERSION@: end ==='
