#include "ssh/messages.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>

using namespace aiops;
using namespace aiops::ssh::messages;
using namespace Qt::StringLiterals;

namespace {

template <typename Variant, size_t Index = 0>
void addLayout(QCryptographicHash &hash)
{
    if constexpr (Index < std::variant_size_v<Variant>) {
        hash.addData(encode(Variant(std::in_place_index<Index>)));
        addLayout<Variant, Index + 1>(hash);
    }
}

} // namespace

class TestMessages final : public QObject
{
    Q_OBJECT

    static QList<QByteArray> samples()
    {
        PromptReply reply{7, true};
        reply.answers.push_back(Secret::copyOf("one"));
        reply.answers.push_back(Secret());
        return {encode(ToEngine(OpenSession{7, {"ssh-ed25519", ""}})),
                encode(ToEngine(AuthPassword{7, "tester", Secret::copyOf("pass")})),
                encode(ToEngine(std::move(reply))),
                encode(ToEngine(OpenChannel{7, 1, ChannelKind::Dial, "localhost", 80, true, "xterm", 80, 24})),
                encode(ToEngine(Resize{7, 1, 100, 30})),
                encode(ToClient(Handshaken{7, "ssh-ed25519", "blob", "kex"})),
                encode(ToClient(AuthResult{7, Outcome::Refused, true, {"publickey", "password"}, "no"})),
                encode(ToClient(PromptAsked{7, "n", "i", {{"Password: ", false}, {"Code: ", true}}})),
                encode(ToClient(ChannelClosed{7, 1, true, -1, "KILL"})),
                encode(ToEngine(Listen{7, 1, "localhost", 8080})),
                encode(ToClient(ListenRefused{7, 1, Reason::Refused})),
                encode(ToClient(ChannelArrived{7, 1, kFirstArrived}))};
    }

private slots:
    void whatIsEncodedIsDecoded()
    {
        const auto asked = decodeToClient(samples().at(7));
        QVERIFY(asked);
        const auto &prompt = std::get<PromptAsked>(*asked);
        QCOMPARE(prompt.prompts.size(), 2);
        QCOMPARE(prompt.prompts.at(1).text, "Code: ");
        QVERIFY(prompt.prompts.at(1).echo);
        const auto password = decodeToEngine(samples().at(1));
        QVERIFY(password);
        QVERIFY(std::get<AuthPassword>(*password).password.equals("pass"));
        QCOMPARE(std::get<ChannelClosed>(*decodeToClient(samples().at(8))).status, -1);
        QCOMPARE(std::get<PromptReply>(*decodeToEngine(samples().at(2))).answers.size(), size_t(2));
    }

    /// Program and worker are two files, and an update may come between them.
    void otherMessagesHaveAnotherVersion()
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        addLayout<ToEngine>(hash);
        addLayout<ToClient>(hash);
        hash.addData(encode(ToClient(PromptAsked{0, {}, {}, {{}}})));
        const QByteArray layout = hash.result().toHex().first(16);
        QVERIFY2(kVersion == 1 && layout == "da57328cd999f9c0", qPrintable(u"a message is not what it was (%1): raise kVersion, and change this line"_s.arg(QString::fromLatin1(layout))));
    }
    void theFirstWordsAreForAllVersions()
    {
        QCOMPARE(encode(ToClient(Hello{0, 7, "x"})).toHex(), "0000000e" "00" "00000000" "00000007" "00000001" "78");
    }

    void everyTruncatedFrameIsRefused()
    {
        for (const QByteArray &frame : samples()) {
            for (qsizetype size = 0; size < frame.size(); ++size) {
                QVERIFY(!decodeToEngine(frame.first(size)));
                QVERIFY(!decodeToClient(frame.first(size)));
            }
            QVERIFY(!decodeToEngine(frame + 'x'));
            QVERIFY(!decodeToClient(frame + 'x'));
        }
    }

    void aFrameAboveTheLimitIsRefused()
    {
        QVERIFY(decodeToEngine(encode(ToEngine(WriteChannel{1, 1, QByteArray(1000, 'x')}))));
        QVERIFY(!decodeToEngine(encode(ToEngine(WriteChannel{1, 1, QByteArray(kMaxFrame, 'x')}))));
    }

    void aListLongerThanItsFrameTakesNoMemory()
    {
        QByteArray frame = encode(ToEngine(PromptReply{7, true}));
        for (qsizetype i = frame.size() - 4; i < frame.size(); ++i)
            frame[i] = '\xff';
        QVERIFY(!decodeToEngine(frame));
    }

    void anUnknownKindOrValueIsRefused()
    {
        QByteArray frame = samples().at(6);
        frame[9] = 99; // outcome
        QVERIFY(!decodeToClient(frame));
        frame = samples().at(6);
        frame[4] = 99;
        QVERIFY(!decodeToClient(frame));
    }

    void randomDamageNeverDoesHarm()
    {
        const quint32 seed = qEnvironmentVariableIsSet("AIOPS_SEED") ? qEnvironmentVariable("AIOPS_SEED").toUInt()
                                                                     : QRandomGenerator::global()->generate();
        qInfo("seed %u (repeat with AIOPS_SEED)", seed);
        QRandomGenerator random(seed);
        const QList<QByteArray> frames = samples();
        for (int round = 0; round < 50'000; ++round) {
            QByteArray frame = frames.at(random.bounded(int(frames.size())));
            for (int changes = random.bounded(1, 6); changes > 0; --changes)
                frame[random.bounded(4, int(frame.size()))] = char(random.bounded(256));
            if (const auto message = decodeToEngine(frame))
                QVERIFY(message->index() < std::variant_size_v<ToEngine>);
            if (const auto message = decodeToClient(frame))
                QVERIFY(message->index() < std::variant_size_v<ToClient>);
        }
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
