// rotate-child HOME POINT: rotates the credential "deploy" of a home folder and is killed at a point. For tst_rotationcrash.
#include "rotationdesk.h"

#include <QCoreApplication>

#include <csignal>

using namespace aiops;
using namespace aiops::test;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    RotationDesk desk(arguments.value(1));
    if (!desk.open())
        return 3;
    const auto credential = desk.vault().find(QStringLiteral("deploy"));
    if (!credential)
        return 4;
    rotation::Rotator rotator(desk.parts());
    rotator.setProbe([point = arguments.value(2)](const QString &at, InstanceId) {
        if (at == point)
            ::kill(::getpid(), SIGKILL);
    });
    const auto last = vault::Rotations(desk.vault()).latest(credential->id);
    const bool goesOn = last && *last && (*last)->isRunning();
    const auto done = goesOn ? finished(rotator.resume(desk.permit(team::Action::CredentialRotate), credential->id, 1))
                             : finished(rotator.rotate(desk.permit(team::Action::CredentialRotate), credential->id, {.method = {}, .command = {}, .parallel = 1}));
    return done ? 0 : 1;
}
