; Stands for the program in tests of the installer: it stays open until it is asked to end, and takes its time then.
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "${OUT}"
!include FileFunc.nsh
!include LogicLib.nsh

Section
  ${GetParameters} $R0
  StrCpy $1 "$EXEDIR\..\said"
  CreateDirectory $1
  ${If} $R0 == "--quit"
    FileOpen $0 "$1\quit" w
    FileClose $0
    Quit
  ${EndIf}
  ${If} $R0 == "storage set-keys --remove"
    FileOpen $0 "$1\keys-removed" w
    FileClose $0
    Quit
  ${EndIf}
  FileOpen $0 "$1\open" w
  FileWrite $0 "$R0"
  FileClose $0
  ${If} $R0 == "stubborn"
    ${DoUntil} ${FileExists} "$1\let-go"
      Sleep 100
    ${Loop}
    SetErrorLevel 0
    Quit
  ${EndIf}
  ${DoUntil} ${FileExists} "$1\quit"
    Sleep 100
  ${Loop}
  ; The file in work.
  Sleep 1500
  Delete "$1\quit"
  FileOpen $0 "$1\finished" w
  FileClose $0
SectionEnd
