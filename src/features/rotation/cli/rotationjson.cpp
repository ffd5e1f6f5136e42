#include "features/rotation/cli/rotationjson.h"

#include "core/text.h"
#include "inventory/inventory.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QStringList stepsOf(const QString &method)
{
    if (method == "ssh"_L1)
        return {say("Add the new public key to ~/.ssh/authorized_keys, beside the old one"), say("Sign in with the new key alone"),
                say("Remove the lines of the old key, sign in again, and see that the old key is refused"),
                say("Where a step fails: take the new key away again and keep the old one")};
    return {say("Run the command, with the new password on its standard input"), say("Sign in with the new password"),
            say("Where a step fails: set the old password again and keep it")};
}

QJsonObject toJson(const vault::Rotation &rotation, const QString &credential, const inventory::Inventory &inventory)
{
    QJsonArray targets;
    for (const vault::RotationTarget &target : rotation.targets) {
        const auto instance = inventory.instance(target.instance);
        targets.append(QJsonObject{{u"id"_s, target.instance.toString()}, {u"instance"_s, instance ? instance->name : target.instance.toString()},
                                   {u"state"_s, vault::stepName(target.step)}, {u"message"_s, orNull(target.message)}});
    }
    return {{u"credential"_s, credential}, {u"method"_s, rotation.method}, {u"state"_s, vault::stepName(rotation.step)},
            {u"started_at"_s, orNull(toRfc3339(rotation.startedAt))}, {u"ended_at"_s, orNull(toRfc3339(rotation.endedAt))},
            {u"done"_s, rotation.count(vault::RotationStep::OldRevoked)}, {u"failed"_s, rotation.count(vault::RotationStep::Failed)},
            {u"message"_s, orNull(rotation.message)}, {u"targets"_s, targets}};
}

QJsonObject toJson(const RotatePreview &preview)
{
    QJsonArray targets;
    for (const inventory::Instance &instance : preview.targets)
        targets.append(QJsonObject{{u"id"_s, instance.id.toString()}, {u"instance"_s, instance.name}, {u"state"_s, vault::stepName(vault::RotationStep::Current)},
                                   {u"message"_s, QJsonValue()}});
    return {{u"dry_run"_s, true}, {u"credential"_s, preview.credential.name}, {u"method"_s, preview.method}, {u"command"_s, orNull(preview.command)},
            {u"steps"_s, QJsonArray::fromStringList(stepsOf(preview.method))}, {u"targets"_s, targets}};
}

int exitCodeOf(const vault::Rotation &rotation)
{
    if (rotation.step == vault::RotationStep::OldRevoked)
        return 0;
    return exitCode(rotation.count(vault::RotationStep::OldRevoked) > 0 ? Errc::Partial : Errc::Failed);
}

} // namespace aiops::rotation
