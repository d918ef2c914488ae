; The program is asked to end and waited for; it is never killed. For the installer and the uninstaller.

!macro CLOSING un
Function ${un}FindRights
  StrCpy $Admin 0
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $Admin 1
  ${EndIf}
FunctionEnd

Function ${un}ReadPatience
  ${GetParameters} $R0
  ${GetOptions} $R0 "/WAIT=" $Patience
  ${If} $Patience == ""
    StrCpy $Patience 600
  ${EndIf}
FunctionEnd

; Windows lets nobody write to a program that runs, whoever runs it: a window, a command, another person.
Function ${un}LookWhetherOpen
  StrCpy $Open 0
  Push "$INSTDIR\${COMMANDS}"
  Call ${un}LookAtOne
  Push "$INSTDIR\${WINDOW}"
  Call ${un}LookAtOne
FunctionEnd

Function ${un}LookAtOne
  Exch $0
  ${If} ${FileExists} "$0"
    ClearErrors
    FileOpen $0 "$0" a
    ${If} ${Errors}
      StrCpy $Open 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  Pop $0
FunctionEnd

Function ${un}HaveItEnd
  Call ${un}LookWhetherOpen
  ${If} $Open == 0
    Return
  ${EndIf}
  StrCpy $WasOpen 1
  DetailPrint "$(Waiting)"
  StrCpy $0 $Patience
  ${IfNot} ${Silent}
    ; Whoever sits in front of it is asked now and then whether to wait on.
    StrCpy $0 30
  ${EndIf}
  IntOp $0 $0 * 2
  ${Do}
    ; It finishes the files in work and begins no other. Free files count here, not what it answers.
    Exec '"$INSTDIR\${WINDOW}" --quit'
    StrCpy $1 0
    ${DoWhile} $1 < $0
      Sleep 500
      Call ${un}LookWhetherOpen
      ${If} $Open == 0
        Return
      ${EndIf}
      IntOp $1 $1 + 1
    ${Loop}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillOpen)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 5
    Quit
  ${Loop}
FunctionEnd
!macroend

!insertmacro CLOSING ""
!insertmacro CLOSING "un."
