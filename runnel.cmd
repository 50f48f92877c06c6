@echo off
rem The runnel command of a source tree: builds the program when there is none yet or when its sources have
rem changed since, then runs it. See distribution\src\main\bin\runnel.cmd for the variables it knows.
rem Building needs a JDK 17 or newer and Maven 3.8 or newer. Unlike its POSIX twin it has no lock: let the first
rem use finish before the second.
setlocal
set "ROOT=%~dp0"
set "WORK=%ROOT%distribution\target\quick"
set "STAMP=%WORK%\built"
set "LOG=%WORK%\build.log"

rem The test for changes: is anything that the program is made of newer than the stamp of its build?
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$stamp = '%STAMP%'; if (-not (Test-Path $stamp)) { exit 1 }; $t = (Get-Item $stamp).LastWriteTimeUtc;" ^
  "$p = Get-ChildItem '%ROOT%' -Directory | Where-Object { (Test-Path ($_.FullName + '\pom.xml')) -and $_.Name -notin 'archetype', 'benchmarks', 'bom', 'examples', 'testkit' };" ^
  "$f = @(Get-Item '%ROOT%pom.xml') + @($p | ForEach-Object { Get-Item ($_.FullName + '\pom.xml'); Get-ChildItem ($_.FullName + '\src\main') -Recurse -ErrorAction SilentlyContinue });" ^
  "if ($f | Where-Object { $_.LastWriteTimeUtc -gt $t }) { exit 1 } else { exit 0 }" <nul
if not errorlevel 1 goto run

where /q mvn
if not errorlevel 1 goto build
echo runnel: there is no mvn here. Building Runnel needs a JDK 17 or newer and Maven 3.8 or newer. Install them, or take the distribution, which runs without Maven. 1>&2
exit /b 2

:build
echo runnel: building (first use or changed sources, takes about a minute) ... 1>&2
if not exist "%WORK%" mkdir "%WORK%"
del /q "%STAMP%" "%STAMP%.next" 2>nul
for /d %%d in ("%WORK%\runnel-*") do rmdir /s /q "%%d"
for /d %%d in ("%ROOT%*") do if exist "%%d\target\quick\classes" rmdir /s /q "%%d\target\quick\classes"
type nul >"%STAMP%.next"
pushd "%ROOT%"
call mvn -q -B -ntp -P quick -Dmaven.test.skip=true -pl "distribution,!testkit" -am package >"%LOG%" 2>&1 <nul
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" goto failed
move /y "%STAMP%.next" "%STAMP%" >nul

:run
for /d %%d in ("%WORK%\runnel-*") do set "PROGRAM=%%d\bin\runnel.cmd"
call "%PROGRAM%" %*
exit /b %ERRORLEVEL%

:failed
echo runnel: the build failed. The end of %LOG%: 1>&2
powershell -NoProfile -Command "Get-Content -Tail 25 '%LOG%' | ForEach-Object { '  ' + $_ }" 1>&2
exit /b 2
