@echo off
rem Runs Maven, in the version that .mvn\wrapper\maven-wrapper.properties names, on a JDK that can build this project.
rem MVNW_REPOURL names another repository to fetch from, MAVEN_USER_HOME another folder than %USERPROFILE%\.m2.
setlocal
set "PROJECT=%~dp0"
for /f "usebackq tokens=1,* delims==" %%a in ("%PROJECT%.mvn\wrapper\maven-wrapper.properties") do (
  if "%%a"=="mavenVersion" set "VERSION=%%b"
  if "%%a"=="mavenSha512" set "CHECKSUM=%%b"
)

call :suits "%JAVA_HOME%" && goto maven
for /f "delims=" %%d in ('dir /b /ad /o-n "%ProgramFiles%\Eclipse Adoptium\jdk-*" 2^>nul') do (
  call :suits "%ProgramFiles%\Eclipse Adoptium\%%d" && goto maven
)
for /f "delims=" %%d in ('dir /b /ad /o-n "%ProgramFiles%\Java\jdk-*" 2^>nul') do (
  call :suits "%ProgramFiles%\Java\%%d" && goto maven
)
for /f "delims=" %%d in ('dir /b /ad /o-n "%USERPROFILE%\.jdks\*" 2^>nul') do (
  call :suits "%USERPROFILE%\.jdks\%%d" && goto maven
)
echo Gladhand needs a JDK 25 or newer (a whole JDK, with javac), and none was found. 1>&2
echo Looked at: JAVA_HOME, Eclipse Adoptium and Java under Program Files, .jdks. 1>&2
echo Install one, for example: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
echo or point JAVA_HOME at one that is already there, and run the command again. 1>&2
exit /b 1

:maven
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
if not defined MVNW_REPOURL set "MVNW_REPOURL=https://repo.maven.apache.org/maven2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%VERSION%"
set "MAVEN=%DISTS%\%CHECKSUM:~0,16%"
if exist "%MAVEN%\bin\mvn.cmd" goto run

set "SCRATCH=%DISTS%\fetch.%RANDOM%"
set "ARCHIVE=%SCRATCH%\apache-maven-%VERSION%-bin.tar.gz"
mkdir "%SCRATCH%" || exit /b 1
echo mvnw: fetching Maven %VERSION% 1>&2
curl --fail --silent --show-error --location --connect-timeout 10 --retry 2 --output "%ARCHIVE%" ^
  "%MVNW_REPOURL%/org/apache/maven/apache-maven/%VERSION%/apache-maven-%VERSION%-bin.tar.gz" || goto unfetched
certutil -hashfile "%ARCHIVE%" SHA512 | findstr /i /x /c:"%CHECKSUM%" >nul || goto unfetched
tar -xzf "%ARCHIVE%" -C "%SCRATCH%" || goto unfetched
move "%SCRATCH%\apache-maven-%VERSION%" "%MAVEN%" >nul || goto unfetched
rmdir /s /q "%SCRATCH%"

:run
set "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
"%MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:unfetched
rmdir /s /q "%SCRATCH%"
echo mvnw: Maven %VERSION% could not be fetched, or is not the file whose SHA-512 the project knows. 1>&2
exit /b 1

rem Whether a folder holds a JDK 25 or newer; if so, JAVA_HOME names it.
:suits
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
set "MAJOR=0"
rem The release file says JAVA_VERSION="25.0.1": the delimiters are the equals sign, the dot and the quote.
for /f tokens^=2^ delims^=^=.^" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "MAJOR=%%v"
if %MAJOR% LSS 25 exit /b 1
set "JAVA_HOME=%~1"
exit /b 0
