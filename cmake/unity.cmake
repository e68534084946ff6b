# Unity builds: every room (src/<room>, tests/<room>) becomes one unit, because most of the time of a
# build goes into the same headers and templates again and again. Only `dev` compiles file by file:
# that is quicker when one of them is changed again and again, and shows that each stands alone.
option(GLOSSD_UNITY "Compile each room as one unit" OFF)

# To be called where the target's sources are named.
function(glossd_unite target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source IN LISTS sources)
    get_filename_component(folder ${source} DIRECTORY)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
    string(REGEX REPLACE "^([^/]+/[^/]+).*" "\\1" room ${folder})
    string(MAKE_C_IDENTIFIER ${room} group)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()
