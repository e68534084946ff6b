# Unity builds: every folder of a target becomes one unit, because most of the time of a build goes
# into the same headers again and again. `dev` compiles src/ file by file and proves that each file
# stands alone.
set(GLOSSD_UNITY OFF CACHE STRING "Compile each folder as one unit: ON, OFF, or TESTS for tests/ only")

# To be called where the target's sources are named.
function(glossd_unite target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source IN LISTS sources)
    get_filename_component(folder ${source} DIRECTORY)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
    string(MAKE_C_IDENTIFIER ${folder} group)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()
