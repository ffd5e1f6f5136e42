#include "support/fakeio.h"

#include <QDir>
#include <QFile>

namespace aiops::test {

using namespace Qt::StringLiterals;
using SecretPointer = std::shared_ptr<const Secret>;

namespace {

Future<SecretPointer> secret(QByteArray bytes, bool text)
{
    if (text && bytes.endsWith('\n'))
        bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
    return ready<SecretPointer>(std::make_shared<const Secret>(Secret::copyOf(bytes)));
}

Error noInput(const QString &label)
{
    return Error{Errc::NoInput, u"%1 is needed, but nobody can be asked."_s.arg(label)};
}

} // namespace

void FakeIo::readInput(qint64)
{
    QMetaObject::invokeMethod(this, [this] {
        if (!inputText.isEmpty())
            emit input(std::exchange(inputText, {}));
        if (endsInput)
            emit inputEnded();
    }, Qt::QueuedConnection);
}

Future<SecretPointer> FakeIo::promptSecret(QString label)
{
    prompts.append(label);
    return secretAnswers.isEmpty() ? failed<SecretPointer>(noInput(label)) : secret(secretAnswers.takeFirst(), false);
}

Future<QString> FakeIo::promptLine(QString label)
{
    prompts.append(label);
    return lineAnswers.isEmpty() ? failed<QString>(noInput(label)) : ready<QString>(lineAnswers.takeFirst());
}

Future<SecretPointer> FakeIo::secretFromFd(int fd, bool text)
{
    if (!descriptors.contains(fd))
        return failed<SecretPointer>(Error{Errc::Invalid, u"Descriptor %1 is not open."_s.arg(fd)});
    return secret(descriptors.value(fd), text);
}

Future<SecretPointer> FakeIo::secretFromFile(QString path, bool text)
{
    QFile file(QDir(folder).filePath(path));
    if (!file.open(QFile::ReadOnly))
        return failed<SecretPointer>(Error{Errc::NotFound, u"The file %1 cannot be read."_s.arg(path)});
    return secret(file.readAll(), text);
}

} // namespace aiops::test
