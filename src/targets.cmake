# How targets of this project are made. The LINK lists are the permissions of architecture.md.

add_library(aiops_options INTERFACE)
target_include_directories(aiops_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(aiops_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_UP_TO=0x060700 AIOPS_VERSION="${PROJECT_VERSION}")
target_compile_options(aiops_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor
    -Woverloaded-virtual -Wno-missing-field-initializers $<$<BOOL:${AIOPS_WERROR}>:-Werror>)

set(AIOPS_PCH_CORE <QByteArray> <QCoreApplication> <QDateTime> <QFuture> <QFutureWatcher> <QHash> <QJsonArray>
    <QJsonDocument> <QJsonObject> <QList> <QObject> <QPointer> <QPromise> <QString> <QTimer> <QUuid>
    <algorithm> <array> <chrono> <coroutine> <expected> <functional> <memory> <optional> <utility> <variant> <vector>)
set(AIOPS_PCH_GUI <QAction> <QApplication> <QBoxLayout> <QDialog> <QFrame> <QLabel> <QLineEdit> <QPainter>
    <QPushButton> <QToolButton> <QWidget>)

# Three precompiled headers for all targets: one each would cost 60 MB a target. A target may add definitions, not take away.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/pch.cpp CONTENT "int main() {}\n")
function(aiops_pch name kind)
    if(kind STREQUAL "EXECUTABLE") # position-independent in another way than a library
        add_executable(${name} ${CMAKE_BINARY_DIR}/pch/pch.cpp)
    else()
        add_library(${name} STATIC ${CMAKE_BINARY_DIR}/pch/pch.cpp)
    endif()
    cmake_parse_arguments(A "" "" "HEADERS;LINK" ${ARGN})
    target_link_libraries(${name} PRIVATE aiops_options ${A_LINK})
    target_precompile_headers(${name} PRIVATE ${A_HEADERS})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
endfunction()
aiops_pch(aiops_pch_core LIBRARY HEADERS ${AIOPS_PCH_CORE} LINK Qt6::Core)
aiops_pch(aiops_pch_gui LIBRARY HEADERS ${AIOPS_PCH_CORE} ${AIOPS_PCH_GUI} LINK Qt6::Core Qt6::Widgets)
if(AIOPS_TESTS)
    find_package(Qt6 REQUIRED COMPONENTS Test)
    # Without <QTest>: that header depends on the folder and on the other modules that a test links.
    aiops_pch(aiops_pch_test EXECUTABLE HEADERS ${AIOPS_PCH_CORE} <QTemporaryDir> LINK Qt6::Core)
endif()

# aiops_library(NAME [GUI] SOURCES a b … LINK x y …): each source is NAME.cpp, its header is found beside it.
function(aiops_library name)
    cmake_parse_arguments(A "GUI" "" "SOURCES;LINK" ${ARGN})
    list(TRANSFORM A_SOURCES APPEND .cpp REGEX "^[^.]*$")
    add_library(${name} STATIC ${A_SOURCES})
    target_link_libraries(${name} PUBLIC aiops_options Qt6::Core ${A_LINK})
    set_target_properties(${name} PROPERTIES AUTOUIC_SEARCH_PATHS "${PROJECT_SOURCE_DIR}/ui/${name};${PROJECT_SOURCE_DIR}/ui")
    if(A_GUI)
        target_link_libraries(${name} PUBLIC Qt6::Widgets)
        target_precompile_headers(${name} REUSE_FROM aiops_pch_gui)
    else()
        target_precompile_headers(${name} REUSE_FROM aiops_pch_core)
    endif()
endfunction()

# aiops_feature(metrics SERVICE a GUI b CLI c LINK … LINK_GUI … LINK_CLI …) in src/features/metrics:
# service half -> target metrics, gui/ -> metrics_gui, cli/ -> metrics_cli. Any face may be missing.
function(aiops_feature name)
    cmake_parse_arguments(A "" "" "SERVICE;GUI;CLI;LINK;LINK_GUI;LINK_CLI" ${ARGN})
    if(A_SERVICE)
        aiops_library(${name} SOURCES ${A_SERVICE} LINK ${A_LINK})
        set(service ${name})
    endif()
    if(A_GUI)
        list(TRANSFORM A_GUI PREPEND gui/)
        aiops_library(${name}_gui GUI SOURCES ${A_GUI} LINK ${A_LINK} ${service} ${A_LINK_GUI})
        set_target_properties(${name}_gui PROPERTIES AUTOUIC_SEARCH_PATHS "${PROJECT_SOURCE_DIR}/ui/${name}")
    endif()
    if(A_CLI)
        list(TRANSFORM A_CLI PREPEND cli/)
        aiops_library(${name}_cli SOURCES ${A_CLI} LINK ${A_LINK} ${service} cli_registry ${A_LINK_CLI})
    endif()
endfunction()

# aiops_test(tst_name LINK …): one QtTest program from tst_name.cpp, run headless, with a time limit.
function(aiops_test name)
    cmake_parse_arguments(A "SERIAL" "TIMEOUT" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${name}.cpp ${A_SOURCES})
    target_link_libraries(${name} PRIVATE aiops_options Qt6::Test ${A_LINK})
    target_precompile_headers(${name} REUSE_FROM aiops_pch_test)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE AIOPS_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        AIOPS_SOURCE_DIR="${PROJECT_SOURCE_DIR}" AIOPS_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    add_test(NAME ${name} COMMAND ${name})
    if(NOT A_TIMEOUT)
        set(A_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${A_TIMEOUT} RUN_SERIAL ${A_SERIAL}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;ASAN_OPTIONS=detect_leaks=1:abort_on_error=0;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
