# `cpack -G DEB` in the build directory: a package for the distribution it is built on.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME glossd)
set(CPACK_PACKAGE_CONTACT "The glossd developers <glossd@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "follows feeds and publishes every post in every language")
set(CPACK_PACKAGE_DESCRIPTION
"glossd follows feeds, translates every new post into many languages and
publishes each translation to the account of that language. It never
posts twice, never loses a post and never pays twice for the same text.")
set(CPACK_STRIP_FILES ON)
# The units name the program's place, so the package is laid out under the real prefix.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The unit reloads with kill(1).
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, procps")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS apertium)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "apertium-eng-spa, apertium-eng-cat, apertium-en-gl")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/cmake/debian/conffiles
  ${CMAKE_SOURCE_DIR}/cmake/debian/postinst
  ${CMAKE_SOURCE_DIR}/cmake/debian/prerm
  ${CMAKE_SOURCE_DIR}/cmake/debian/postrm)

install(FILES cmake/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
# A file of variables that the operator may change: an upgrade leaves it alone. Its place is only
# sure below /usr.
install(CODE "
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\" AND NOT EXISTS \"\$ENV{DESTDIR}/etc/glossd/glossd.env\")
    file(INSTALL \"${CMAKE_SOURCE_DIR}/cmake/debian/glossd.env\" DESTINATION /etc/glossd
         PERMISSIONS OWNER_READ OWNER_WRITE)
  endif()
")
include(CPack)
