#include "app/devicekeyplace.h"

#include "cli/storeddevicekey.h"

#include <QThreadPool>

namespace aiops::app {

namespace {

template <typename T, typename F>
Future<T> inPool(std::shared_ptr<cli::StoredDeviceKey> key, F ask)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    Future<T> future = promise->future();
    QThreadPool::globalInstance()->start([promise, key = std::move(key), ask = std::move(ask)] {
        promise->addResult(ask(*key));
        key->releaseThread();
        promise->finish();
    });
    return future;
}

} // namespace

Future<bool> DeviceKeyPlace::isInKeychain()
{
    return inPool<bool>(m_key, [](const cli::StoredDeviceKey &key) { return Result<bool>(key.isInKeychain()); });
}

Future<void> DeviceKeyPlace::keepInKeychain(bool wanted)
{
    return inPool<void>(m_key, [wanted](cli::StoredDeviceKey &key) { return key.keepInKeychain(wanted); });
}

} // namespace aiops::app
