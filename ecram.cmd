@echo off
rem Runs the command line. Builds it in Release first when it is missing or a source is newer; works from any folder.
setlocal
set "ECRAM_ROOT=%~dp0"
set "ECRAM_BIN=%~dp0src\EcramSim.Cli\bin\Release\net10.0"
powershell -NoProfile -NonInteractive -Command "$s = Join-Path $env:ECRAM_BIN '.built'; if (-not (Test-Path -LiteralPath $s) -or -not (Test-Path -LiteralPath (Join-Path $env:ECRAM_BIN 'ecram.dll'))) { exit 1 }; $t = (Get-Item -LiteralPath $s -Force).LastWriteTimeUtc; $f = @(Get-ChildItem -LiteralPath (Join-Path $env:ECRAM_ROOT 'src') -Recurse -File -Include *.cs,*.csproj,*.props,*.targets | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }) + @(Get-ChildItem -Path (Join-Path $env:ECRAM_ROOT 'Directory.*') -File) + @(Get-Item -LiteralPath (Join-Path $env:ECRAM_ROOT 'global.json')); if ($f | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 } else { exit 0 }"
if not errorlevel 1 goto run
set "ECRAM_LOG=%TEMP%\ecram-build-%RANDOM%.log"
dotnet build "%ECRAM_ROOT%src\EcramSim.Cli\EcramSim.Cli.csproj" -c Release -v quiet --nologo > "%ECRAM_LOG%" 2>&1
if errorlevel 1 (
  type "%ECRAM_LOG%" 1>&2
  del "%ECRAM_LOG%"
  exit /b 1
)
del "%ECRAM_LOG%"
type nul > "%ECRAM_BIN%\.built"
:run
dotnet "%ECRAM_BIN%\ecram.dll" %*
exit /b %ERRORLEVEL%
