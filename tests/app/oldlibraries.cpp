// Preloaded: makes the library that OLD_LIBRARY names say that it is an old one.

#include <cstdlib>
#include <cstring>

static bool isOld(const char *library)
{
    const char *old = std::getenv("OLD_LIBRARY");
    return old && std::strcmp(old, library) == 0;
}

extern "C" const char *libssh2_version(int)
{
    return isOld("libssh2") ? "1.10.0" : "1.11.1";
}

extern "C" unsigned OPENSSL_version_minor()
{
    return isOld("OpenSSL") ? 1 : 5;
}
