; What is said, in the languages of the program.

!macro SAY name english german indonesian
  LangString ${name} ${LANG_ENGLISH} "${english}"
  LangString ${name} ${LANG_GERMAN} "${german}"
  LangString ${name} ${LANG_INDONESIAN} "${indonesian}"
!macroend

!insertmacro SAY Only64 "${NAME} needs a 64-bit Windows." \
  "${NAME} braucht ein 64-Bit-Windows." \
  "${NAME} memerlukan Windows 64-bit."
!insertmacro SAY Newer "A newer version of ${NAME} is installed: $0.$\n$\nWhat it has saved cannot be read by ${VERSION}. If you want this one all the same, remove the newer one first." \
  "Eine neuere Version von ${NAME} ist installiert: $0.$\n$\nWas sie gespeichert hat, kann ${VERSION} nicht lesen. Wenn Sie trotzdem diese möchten, entfernen Sie zuerst die neuere." \
  "Versi ${NAME} yang lebih baru sudah terpasang: $0.$\n$\nYang disimpannya tidak dapat dibaca oleh ${VERSION}. Jika tetap ingin memakai yang ini, hapus dahulu yang lebih baru."
!insertmacro SAY Waiting "Waiting until ${NAME} has finished its files and ends..." \
  "Warten, bis ${NAME} seine Dateien fertig hat und sich beendet..." \
  "Menunggu sampai ${NAME} menyelesaikan berkasnya dan berakhir..."
!insertmacro SAY StillOpen "${NAME} is still at work, or is open for another person or in a terminal.$\n$\nChoose Retry to wait on. Nothing has been changed yet." \
  "${NAME} ist noch bei der Arbeit, oder bei einer anderen Person oder in einem Terminal offen.$\n$\nWählen Sie „Wiederholen“, um weiter zu warten. Noch wurde nichts geändert." \
  "${NAME} masih bekerja, atau terbuka untuk pengguna lain atau di terminal.$\n$\nPilih Coba Lagi untuk terus menunggu. Belum ada yang diubah."
!insertmacro SAY NotWritten "A file of the version before could not be removed." \
  "Eine Datei der Version davor ließ sich nicht entfernen." \
  "Sebuah berkas dari versi sebelumnya tidak dapat dihapus."
!insertmacro SAY OptionsTitle "How ${NAME} is installed" "Wie ${NAME} installiert wird" "Cara memasang ${NAME}"
!insertmacro SAY OptionsText "You can change the last two at any time." \
  "Die letzten beiden können Sie jederzeit ändern." \
  "Dua pilihan terakhir dapat diubah kapan saja."
!insertmacro SAY ForMeText "&For me (no administrator is needed)" \
  "&Für mich (kein Administrator nötig)" \
  "&Untuk saya (tanpa administrator)"
!insertmacro SAY ForAllText "For &everybody on this computer (Windows asks for an administrator)" \
  "Für &alle an diesem Computer (Windows fragt nach einem Administrator)" \
  "Untuk &semua pengguna komputer ini (Windows meminta administrator)"
!insertmacro SAY OpenWithText "&Offer it under $\"Open with$\" for Excel and CSV files" \
  "Unter „Öffnen mit“ für Excel- und CSV-Dateien an&bieten" \
  "&Tawarkan di $\"Buka dengan$\" untuk berkas Excel dan CSV"
!insertmacro SAY AutostartText "&Start it with Windows, hidden behind its icon" \
  "Mit Windows &starten, verborgen hinter seinem Symbol" \
  "&Mulai bersama Windows, tersembunyi di balik ikonnya"
!insertmacro SAY FileText "Table for ${NAME}" "Tabelle für ${NAME}" "Tabel untuk ${NAME}"
!insertmacro SAY RemoveTitle "Remove ${NAME}" "${NAME} entfernen" "Hapus ${NAME}"
!insertmacro SAY RemoveText "The program is removed. Your uploads, saved rows and settings stay, for another installation." \
  "Das Programm wird entfernt. Ihre Uploads, gespeicherten Zeilen und Einstellungen bleiben, für eine spätere Installation." \
  "Program dihapus. Unggahan, baris tersimpan dan pengaturan Anda tetap ada untuk pemasangan berikutnya."
!insertmacro SAY DeleteText "&Delete my uploads, saved rows and settings too. This cannot be undone." \
  "Auch meine Uploads, gespeicherten Zeilen und Einstellungen &löschen. Das lässt sich nicht zurücknehmen." \
  "&Hapus juga unggahan, baris tersimpan dan pengaturan saya. Ini tidak dapat dibatalkan."
