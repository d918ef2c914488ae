; The installer for Windows. Made by build_installer.py, which defines VERSION, NUMBERS (a.b.c.d), SIZE (in KB), ICON,
; OUT, GENERATED (a folder with files.nsh: what the bundle has) and, where it is signed, SIGN (a command).
;
; Switches: /S silent, /D=FOLDER (the last one), /AllUsers or /CurrentUser, /AUTOSTART=1 or 0, /OPENWITH=0,
; /WAIT=SECONDS for which an open program may finish its files. The uninstaller's: /S, /DELETEDATA, /WAIT=SECONDS.
; Exit codes: 0 done, 1 cancelled, 2 a file could not be written, 3 a newer version is there, 4 no rights for all users,
; 5 the program is still at work.

Target amd64-unicode
SetCompressor /SOLID lzma
; The same files make the same installer, whenever they were written.
SetDateSave off
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
; Where a file cannot be written, all ends: no half version is left to be started.
AllowSkipFiles off

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include x64.nsh

!define NAME "Desktop Uploader"
!define WINDOW "desktop-uploader-gui.exe"
!define COMMANDS "desktop-uploader.exe"
!define PROGID "DesktopUploader.File"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DesktopUploader"
; What Settings of the program switches on and off: desktop_uploader/autostart/windows.py.
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define REMOVER "uninstall.exe"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir ""
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"

Var AllUsers ; 1 or 0
Var Admin ; 1 where everybody's folders and registry may be changed
Var Before ; the folder of an installed version, or nothing
Var Autostart ; 1, 0, or nothing: left as it is
Var OpenWith ; 1 or 0
Var Open ; 1 while the program runs
Var WasOpen ; 1 where it ran when the installer came
Var Patience ; seconds
Var DeleteData ; 1 or 0
Var Upgrade ; 1 where the uninstaller only makes room for another version

!include "${GENERATED}\files.nsh"
!include options.nsh
!include closing.nsh
!include registration.nsh

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Indonesian"
!include words.nsh

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(Only64)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Call FindRights
  StrCpy $AllUsers 0
  StrCpy $WasOpen 0
  ReadRegStr $0 HKLM "${ENTRY}" "InstallLocation"
  ReadRegStr $1 HKCU "${ENTRY}" "InstallLocation"
  ${IfNot} ${Silent}
  ${AndIf} $0 != ""
  ${AndIf} $1 == ""
    StrCpy $AllUsers 1
  ${EndIf}
  ${GetParameters} $R0
  ${GetOptions} $R0 "/AllUsers" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ${GetOptions} $R0 "/CurrentUser" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 0
  ${EndIf}
  ${GetOptions} $R0 "/AUTOSTART=" $Autostart
  ${GetOptions} $R0 "/OPENWITH=" $OpenWith
  ${If} $OpenWith == ""
    StrCpy $OpenWith 1
  ${EndIf}
  Call ReadPatience
  ${If} ${Silent}
    ${If} $AllUsers == 1
    ${AndIf} $Admin == 0
      SetErrorLevel 4
      Quit
    ${EndIf}
    Call ChooseFolder
    Call RefuseOlder
  ${EndIf}
FunctionEnd

; From $AllUsers: whose folders and registry, where an earlier version is, and where this one goes.
Function ChooseFolder
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ReadRegStr $Before SHCTX "${ENTRY}" "InstallLocation"
  ${If} $Before != ""
    StrCpy $INSTDIR $Before
  ${ElseIf} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

; An older program does not read what a newer one has saved.
Function RefuseOlder
  ReadRegStr $0 SHCTX "${ENTRY}" "Numbers"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${NUMBERS}" $1
    ${If} $1 == 1
      ReadRegStr $0 SHCTX "${ENTRY}" "DisplayVersion"
      MessageBox MB_OK|MB_ICONSTOP "$(Newer)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  Call HaveItEnd
  ${If} $Before != ""
  ${AndIf} ${FileExists} "$INSTDIR\${REMOVER}"
    ; Each version knows its own files.
    ExecWait '"$INSTDIR\${REMOVER}" /S /UPGRADE _?=$INSTDIR' $0
    ${If} $0 != 0
      SetErrorLevel 2
      Abort "$(NotWritten)"
    ${EndIf}
  ${EndIf}
  !insertmacro INSTALL_FILES
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${REMOVER}"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  Call Register
  ; What watched folders would go on doing silently goes on after a silent update, too.
  ${If} ${Silent}
  ${AndIf} $WasOpen == 1
  ${AndIf} $AllUsers == 0
    Exec '"$INSTDIR\${WINDOW}" --hidden'
  ${EndIf}
SectionEnd

Function un.onInit
  SetRegView 64
  Call un.FindRights
  Call un.ReadPatience
  StrCpy $AllUsers 0
  StrCpy $DeleteData 0
  StrCpy $Upgrade 0
  ReadRegStr $0 HKLM "${ENTRY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $AllUsers 1
    SetShellVarContext all
  ${EndIf}
  ${GetParameters} $R0
  ${GetOptions} $R0 "/DELETEDATA" $0
  ${IfNot} ${Errors}
    StrCpy $DeleteData 1
  ${EndIf}
  ${GetOptions} $R0 "/UPGRADE" $0
  ${IfNot} ${Errors}
    StrCpy $Upgrade 1
  ${EndIf}
  ${If} $AllUsers == 1
  ${AndIf} $Admin == 0
    ${IfNot} ${Silent}
      ExecShell "runas" "$INSTDIR\${REMOVER}"
      Quit
    ${EndIf}
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

Section un.all
  Call un.HaveItEnd
  ${If} $DeleteData == 1
    ; While the program is still there: only it knows what it keeps in the system's keyring.
    nsExec::Exec '"$INSTDIR\${COMMANDS}" storage set-keys --remove'
    Pop $0
  ${EndIf}
  !insertmacro REMOVE_FILES
  ${If} $Upgrade == 1
    ${If} ${FileExists} "$INSTDIR\${WINDOW}"
      SetErrorLevel 2
    ${EndIf}
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$INSTDIR\${REMOVER}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Call un.Unregister
  ${If} $DeleteData == 1
    Call un.RemoveData
  ${EndIf}
SectionEnd
