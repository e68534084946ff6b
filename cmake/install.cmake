# What `cmake --install` lays out: the program, its units, its documentation, and the example
# configurations.
install(TARGETS glossd RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN "*.md")
install(DIRECTORY config/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.csv")

# Below any prefix that systemd looks in: /usr and /usr/local. The units name the program where it
# is installed, which is known only then.
set(GLOSSD_UNIT_DIR lib/systemd/system)
install(DIRECTORY systemd/ DESTINATION ${GLOSSD_UNIT_DIR})
install(CODE "
  set(unit_dir \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${GLOSSD_UNIT_DIR}\")
  foreach(unit IN ITEMS glossd.service glossd-once.service)
    file(READ \"\${unit_dir}/\${unit}\" text)
    string(REPLACE \"/usr/bin/glossd\"
           \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/glossd\" text \"\${text}\")
    string(REPLACE \"/usr/share/doc/glossd\"
           \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}\" text \"\${text}\")
    file(WRITE \"\${unit_dir}/\${unit}\" \"\${text}\")
  endforeach()
")

include(cmake/package.cmake)
