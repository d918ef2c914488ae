; What Windows is told of the program, and what of it is taken back.

!macro ADD_KIND kind
  WriteRegStr SHCTX "${CLASSES}\.${kind}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\SupportedTypes" ".${kind}" ""
!macroend

!macro DROP_KIND kind
  DeleteRegValue SHCTX "${CLASSES}\.${kind}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.${kind}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.${kind}"
!macroend

!macro REGISTRATION un
Function ${un}DropKinds
  !insertmacro EACH_KIND DROP_KIND
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${WINDOW}"
  Call ${un}TellExplorer
FunctionEnd

Function ${un}TellExplorer
  ; SHCNE_ASSOCCHANGED
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
!macroend

!insertmacro REGISTRATION ""
!insertmacro REGISTRATION "un."

Function Register
  ${If} $OpenWith == 1
    ; Offered under "Open with"; what a double click opens stays as it is.
    WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "$(FileText)"
    WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" '"$INSTDIR\${WINDOW}",0'
    WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
    WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}" "FriendlyAppName" "${NAME}"
    WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
    !insertmacro EACH_KIND ADD_KIND
    Call TellExplorer
  ${Else}
    Call DropKinds
  ${EndIf}
  ${If} $AllUsers == 0
    ${If} $Autostart == 1
      WriteRegStr HKCU "${RUN}" "${NAME}" '"$INSTDIR\${WINDOW}" --hidden'
    ${ElseIf} $Autostart == 0
    ${AndIf} $Autostart != ""
      DeleteRegValue HKCU "${RUN}" "${NAME}"
    ${EndIf}
  ${EndIf}
  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "Numbers" "${NUMBERS}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" '"$INSTDIR\${WINDOW}",0'
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\${REMOVER}"'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1
FunctionEnd

Function un.Unregister
  Call un.DropKinds
  ; Somebody may have it start from another folder.
  ReadRegStr $0 HKCU "${RUN}" "${NAME}"
  ${If} $0 == '"$INSTDIR\${WINDOW}" --hidden'
  ${OrIf} $0 == '$INSTDIR\${WINDOW} --hidden'
    DeleteRegValue HKCU "${RUN}" "${NAME}"
  ${EndIf}
  DeleteRegKey SHCTX "${ENTRY}"
FunctionEnd

; Of whoever removes the program: uploads, saved rows, settings, logs. What else lies in that folder stays.
Function un.RemoveData
  SetShellVarContext current
  StrCpy $0 "$LOCALAPPDATA\${NAME}"
  Delete "$0\history.sqlite3*"
  Delete "$0\records.sqlite3*"
  Delete "$0\settings.toml"
  Delete "$0\window.ini"
  Delete "$0\updates.json"
  Delete "$0\unsaved-datasets.json"
  Delete "$0\in-use.lock"
  RMDir /r "$0\files"
  RMDir /r "$0\outbox"
  RMDir /r "$0\backups"
  RMDir /r "$0\damaged"
  RMDir /r "$0\Logs"
  RMDir "$0"
FunctionEnd
