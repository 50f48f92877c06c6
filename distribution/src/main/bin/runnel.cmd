@echo off
rem Runs the runnel command of this distribution: bin\ (this script), lib\ (jars), plugins\.
rem
rem   JAVA_HOME          the JDK or JRE to use, 17 or newer; without it, the java on the PATH
rem   RUNNEL_JAVA_OPTS   further options for the JVM, separated by blanks
rem   RUNNEL_CLASSPATH   further jars or folders, separated by semicolons; a provider's jar named here is
rem                      found like the built-in ones
setlocal
for %%i in ("%~dp0..") do set "RUNNEL_HOME=%%~fi"

if defined JAVA_HOME goto fromHome
set "JAVA_EXE=java.exe"
where /q java.exe
if not errorlevel 1 goto versioned
echo runnel: there is no java here. Install a JDK or JRE, 17 or newer, or set JAVA_HOME to one. 1>&2
exit /b 2

:fromHome
set "JAVA_EXE=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA_EXE%" goto versioned
echo runnel: JAVA_HOME is %JAVA_HOME%, but there is no java.exe in its bin folder. Set it to a JDK or JRE, 17 or newer. 1>&2
exit /b 2

:versioned
rem The release file tells the version without starting a JVM; without one, the newer flag is left out.
set "JAVA_MAJOR=17"
if not defined JAVA_HOME goto flags
if not exist "%JAVA_HOME%\release" goto flags
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%JAVA_HOME%\release"') do set "JAVA_MAJOR=%%~v"
set "JAVA_MAJOR=%JAVA_MAJOR:"=%"
if %JAVA_MAJOR% GEQ 17 goto flags
echo runnel: needs Java 17 or newer, and JAVA_HOME is an older one: %JAVA_HOME% 1>&2
exit /b 2

:flags
set "RUNNEL_FLAGS=-Xshare:auto -Dguice_bytecode_gen_option=DISABLED --enable-native-access=ALL-UNNAMED"
if not "%~1"=="serve" set "RUNNEL_FLAGS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC %RUNNEL_FLAGS%"
if %JAVA_MAJOR% GEQ 23 set "RUNNEL_FLAGS=%RUNNEL_FLAGS% --sun-misc-unsafe-memory-access=allow"
set "RUNNEL_CP=%RUNNEL_HOME%\lib\*"
if defined RUNNEL_CLASSPATH set "RUNNEL_CP=%RUNNEL_CP%;%RUNNEL_CLASSPATH%"

"%JAVA_EXE%" %RUNNEL_FLAGS% "-Drunnel.home=%RUNNEL_HOME%" %RUNNEL_JAVA_OPTS% -cp "%RUNNEL_CP%" dev.runnel.cli.Main %*
exit /b %ERRORLEVEL%
