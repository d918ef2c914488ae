; What is asked where somebody sits in front of it.

Var ForMe
Var ForAll
Var AutostartBox
Var OpenWithBox
Var DeleteBox

!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${GENERATED}\side.bmp"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION OpenProgram
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipFolder

Page custom ShowOptions LeaveOptions
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.ShowOptions un.LeaveOptions
!insertmacro MUI_UNPAGE_INSTFILES

Function ShowOptions
  !insertmacro MUI_HEADER_TEXT "$(OptionsTitle)" "$(OptionsText)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 12u "$(ForMeText)"
  Pop $ForMe
  ${NSD_CreateRadioButton} 0 16u 100% 12u "$(ForAllText)"
  Pop $ForAll
  ${NSD_CreateCheckBox} 0 44u 100% 12u "$(OpenWithText)"
  Pop $OpenWithBox
  ${NSD_CreateCheckBox} 0 60u 100% 12u "$(AutostartText)"
  Pop $AutostartBox
  ${NSD_OnClick} $ForMe OnWhom
  ${NSD_OnClick} $ForAll OnWhom
  ${If} $AllUsers == 1
    ${NSD_Check} $ForAll
  ${Else}
    ${NSD_Check} $ForMe
  ${EndIf}
  ${NSD_SetState} $OpenWithBox $OpenWith
  StrCpy $0 $Autostart
  ${If} $0 == ""
    ReadRegStr $1 HKCU "${RUN}" "${NAME}"
    StrCmp $1 "" +2
    StrCpy $0 1
  ${EndIf}
  ${NSD_SetState} $AutostartBox $0
  Call OnWhom
  nsDialogs::Show
FunctionEnd

; Starting with Windows is a choice of each person's.
Function OnWhom
  ${NSD_GetState} $ForMe $0
  EnableWindow $AutostartBox $0
FunctionEnd

Function LeaveOptions
  ${NSD_GetState} $ForAll $AllUsers
  ${NSD_GetState} $OpenWithBox $OpenWith
  ${NSD_GetState} $AutostartBox $Autostart
  ${If} $AllUsers == 1
  ${AndIf} $Admin == 0
    ; Windows asks for an administrator; that one goes on.
    ExecShell "runas" "$EXEPATH" "/AllUsers /OPENWITH=$OpenWith"
    Quit
  ${EndIf}
  Call ChooseFolder
  Call RefuseOlder
FunctionEnd

; Another version goes where the one before is.
Function SkipFolder
  ${If} $Before != ""
    Abort
  ${EndIf}
FunctionEnd

Function OpenProgram
  ${If} $AllUsers == 1
    ; Not with the rights of whoever installs.
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\${WINDOW}"'
  ${Else}
    Exec '"$INSTDIR\${WINDOW}"'
  ${EndIf}
FunctionEnd

Function un.ShowOptions
  !insertmacro MUI_HEADER_TEXT "$(RemoveTitle)" "$INSTDIR"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 28u "$(RemoveText)"
  Pop $0
  ${NSD_CreateCheckBox} 0 36u 100% 20u "$(DeleteText)"
  Pop $DeleteBox
  ${NSD_SetState} $DeleteBox $DeleteData
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
  nsDialogs::Show
FunctionEnd

Function un.LeaveOptions
  ${NSD_GetState} $DeleteBox $DeleteData
FunctionEnd
