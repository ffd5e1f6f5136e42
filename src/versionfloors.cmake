# Versions below these are exploitable or lack what the design needs (security floors). Checked again at start.

# libssh2 1.11.1 as released is exploitable by a hostile server; distributions carry the fixes as package revisions.
find_program(DPKG_QUERY dpkg-query)
if(DPKG_QUERY AND LIBSSH2_VERSION VERSION_EQUAL 1.11.1)
    execute_process(COMMAND ${DPKG_QUERY} -W -f=\${Version} libssh2-1t64
                    OUTPUT_VARIABLE libssh2_package OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(libssh2_package)
        execute_process(COMMAND dpkg --compare-versions ${libssh2_package} lt 1.11.1-1+deb13u2
                        RESULT_VARIABLE is_current)
        if(is_current EQUAL 0)
            message(FATAL_ERROR "libssh2 ${libssh2_package} is exploitable by a hostile server. "
                                "Install at least 1.11.1-1+deb13u2: apt-get update && apt-get install libssh2-1t64")
        endif()
    endif()
endif()
if(OPENSSL_VERSION VERSION_LESS 3.2)
    message(FATAL_ERROR "OpenSSL ${OPENSSL_VERSION} has no Argon2id. Install at least 3.2.")
endif()
