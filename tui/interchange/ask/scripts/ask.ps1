# connector-doctor ask @VERSION@
#
# Shows how far this network lets a request come on its way to a token endpoint.
# It looks up the host's name, connects to the host, shows the certificates that
# come back, asks for the headers of /, and sends one token request that names no
# client, no user and no password. So it is no login, and it can lock no account.
# It writes no file, changes no setting, and needs no special rights.
#
# Save it as ask.ps1, and run it inside the network in question, with:
#   powershell -ExecutionPolicy Bypass -File ask.ps1
# It takes a minute at most. Send back what it prints, from "begin" to "end".
# A proxy's user name and password are left out, and so are cookies.
@NOTES@
& {
  $url = @URL@
  $origin = @ORIGIN@
  $hostName = @HOST@
  $facts = '\nfacts: status=%{http_code} ip=%{remote_ip} connect=%{time_connect} tls=%{time_appconnect} total=%{time_total} proxy=%{http_connect}\n'
  $fetch = '--disable', '--silent', '--show-error', '--stderr', '-', '--globoff', '--ssl-no-revoke', '--connect-timeout', '10', '--user-agent', 'connector-doctor-ask/@VERSION@'
  $hasCurl = Get-Command curl.exe -CommandType Application -ErrorAction SilentlyContinue

  '=== connector-doctor ask @VERSION@: begin ==='
  '== asked =='
  "url: $url"
  'time: ' + [DateTime]::UtcNow.ToString('s') + 'Z'
  'with: PowerShell ' + $PSVersionTable.PSVersion
  if (-not $hasCurl) { 'curl: missing' }

  '== name =='
  try { [Net.Dns]::GetHostAddresses($hostName) | ForEach-Object { 'address: ' + $_.IPAddressToString } }
  catch { $cause = $_.Exception.GetBaseException(); 'error: ' + $cause.SocketErrorCode + ': ' + $cause.Message }

  '== proxy settings =='
  foreach ($name in 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY') {
    $value = [Environment]::GetEnvironmentVariable($name)
    if ($value) { $name + ': ' + ($value -replace '^\w+://' -replace '^.*@' -replace '/.*$') }
  }
  if ($env:NO_PROXY) { 'no_proxy: set' }
  $system = [Net.WebRequest]::DefaultWebProxy
  $through = if ($system -and -not $system.IsBypassed($url)) { $system.GetProxy($url) }
  if ($through) { 'system: ' + $through.Authority }

  '== connection without a proxy =='
  $direct = if ($hasCurl) { curl.exe @fetch --noproxy $hostName --insecure --max-time 20 --head --output NUL --write-out $facts "$origin/" }
  $direct -replace '^(curl: \(\d+\)) .*@', '$1 ***@'
@IF HTTPS
  '== certificates =='
  if ("$direct" -match ' tls=[0.,]*[1-9]') {
    $seen = @{}
    $keep = [Net.Security.RemoteCertificateValidationCallback] {
      param($sender, $certificate, $chain, $errors)
      $seen.all = @($certificate) + @($chain.ChainPolicy.ExtraStore) | ForEach-Object {
        New-Object Security.Cryptography.X509Certificates.X509Certificate2(, $_.GetRawCertData())
      }
      $true  # whatever it is: it is only shown, and nothing is sent
    }
    try {
      $tcp = New-Object Net.Sockets.TcpClient($hostName, @PORT@)
      $tcp.ReceiveTimeout = 10000
      $tls = New-Object Net.Security.SslStream($tcp.GetStream(), $false, $keep)
      $tls.AuthenticateAsClient($hostName, $null, [Security.Authentication.SslProtocols]::Tls12, $false)
      'tls: ' + $tls.SslProtocol
      foreach ($one in $seen.all) {
        'subject: ' + $one.Subject
        'issuer: ' + $one.Issuer
        'notBefore: ' + $one.NotBefore.ToUniversalTime().ToString('s') + 'Z'
        'notAfter: ' + $one.NotAfter.ToUniversalTime().ToString('s') + 'Z'
        $digest = [Security.Cryptography.SHA256]::Create().ComputeHash($one.RawData)
        'fingerprint: ' + [BitConverter]::ToString($digest)
      }
      $tcp.Close()
    }
    catch { 'error: ' + $_.Exception.GetBaseException().Message }
  }
  elseif ($hasCurl) {
    curl.exe @fetch --insecure --max-time 20 --head --output NUL --write-out '%{certs}' "$origin/" |
      Where-Object { $_ -match '^(Subject|Issuer|Start date|Expire date):' }
  }
@END
  '== token request without credentials =='
  $answer = @(if ($hasCurl) { curl.exe @fetch --max-time 30 --include --header 'Accept: application/json' --data 'grant_type=password' --write-out $facts $url })
  $number = 0
  foreach ($line in $answer | Select-Object -First 100) {
    $number++
    $line = $line -replace '^(curl: \(\d+\)) .*@', '$1 ***@'
    if ($line -notmatch '^set-cookie:') { "${number}:" + $line.Substring(0, [Math]::Min($line.Length, 2000)) }
  }
  if ($number -lt $answer.Count) { $answer[-1] }
  '=== connector-doctor ask @VERSION@: end ==='
}
