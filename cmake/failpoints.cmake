# Failpoints (src/runtime/failpoint.hpp): places at which a test kills the program. Only the folders
# that have some are told of them, so that the option does not compile the others anew.
option(GLOSSD_FAILPOINTS "Compile the failpoints in; for tests only" OFF)

# To be called after glossd_unite(): in a unity build the unit of a folder is what is compiled.
function(glossd_define_failpoints target)
  if(NOT GLOSSD_FAILPOINTS)
    return()
  endif()
  foreach(folder pipeline store net runtime)
    if(GLOSSD_UNITY)
      set(units ${CMAKE_BINARY_DIR}/CMakeFiles/${target}.dir/Unity/unity_src_${folder}_cxx.cxx)
    else()
      file(GLOB units CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
    endif()
    set_property(SOURCE ${units} APPEND PROPERTY COMPILE_DEFINITIONS GLOSSD_FAILPOINTS)
  endforeach()
endfunction()
