# Warnings, sanitizers and ccache, for every target through glossd_options.
add_library(glossd_options INTERFACE)
target_compile_options(glossd_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wno-psabi -Wno-missing-field-initializers
  # In one unit a local may have the name of a constant of another file, which hides nothing there.
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
  $<$<BOOL:${GLOSSD_WERROR}>:-Werror>
  # What nobody calls of the templates is left out of the program: less to load and keep in memory.
  $<$<CONFIG:Release>:-ffunction-sections;-fdata-sections>
  # With optimisation g++ 12 sees overflows in std::string's own code, and uninitialised members in
  # std::optional and std::variant, where there are none (GCC bugs 105329, 105651, 80635).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds;-Wno-maybe-uninitialized>)
target_link_options(glossd_options INTERFACE $<$<CONFIG:Release>:-Wl,--gc-sections>)
if(GLOSSD_SANITIZE)
  target_compile_options(glossd_options INTERFACE
    -fsanitize=${GLOSSD_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(glossd_options INTERFACE -fsanitize=${GLOSSD_SANITIZE})
  # At a fixed address the tables of the sanitizers need no relocation: hundreds of thousands of
  # places a start, and the end-to-end tests start the program again and again.
  target_compile_options(glossd_options INTERFACE -fno-pie)
  target_link_options(glossd_options INTERFACE -no-pie)
endif()
# What libFuzzer steers by. Without what `fuzzer-no-link` adds to it (every comparison is told too)
# the tests run at nearly the speed they have without it.
if(GLOSSD_FUZZ)
  target_compile_options(glossd_options INTERFACE
    -fsanitize-coverage=inline-8bit-counters,pc-table)
endif()

# Off when the build would gain nothing: ccache keeps objects across clones and presets.
find_program(GLOSSD_CCACHE ccache)
if(GLOSSD_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
      CCACHE_SLOPPINESS=pch_defines,time_macros
      ${GLOSSD_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(glossd_options INTERFACE -fpch-preprocess)
  endif()
endif()

# A fifth of the usual linker's time, where it is there. What is installed is linked by the usual one.
find_program(GLOSSD_LLD ld.lld)
if(GLOSSD_LLD)
  target_link_options(glossd_options INTERFACE $<$<CONFIG:Debug>:-fuse-ld=lld>)
endif()
