# Every library glossd stands on, all from the distribution's packages.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(tl-expected REQUIRED)
find_package(pugixml REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(CLI11 REQUIRED)
if(BUILD_TESTING)
  find_package(doctest REQUIRED)
endif()
pkg_check_modules(LIBUV REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(SQLITE3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
# CLD2 says nothing of itself to CMake or pkg-config.
find_path(CLD2_INCLUDE_DIR cld2/public/compact_lang_det.h REQUIRED)
find_library(CLD2_LIBRARY cld2 REQUIRED)

add_library(glossd_dependencies INTERFACE)
target_compile_definitions(glossd_dependencies INTERFACE
  CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_ZLIB_SUPPORT CPPHTTPLIB_BROTLI_SUPPORT)
target_link_libraries(glossd_dependencies INTERFACE
  Threads::Threads OpenSSL::SSL OpenSSL::Crypto nlohmann_json::nlohmann_json fmt::fmt
  spdlog::spdlog tomlplusplus::tomlplusplus tl::expected pugixml::pugixml SQLiteCpp
  CLI11::CLI11 PkgConfig::LIBUV PkgConfig::SQLITE3 PkgConfig::HTTPLIB PkgConfig::GUMBO
  PkgConfig::UTF8PROC PkgConfig::RE2 PkgConfig::PROMETHEUS
  ${CLD2_LIBRARY})
target_include_directories(glossd_dependencies SYSTEM INTERFACE ${CLD2_INCLUDE_DIR})
