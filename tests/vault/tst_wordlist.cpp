#include "vault/passphrase.h"
#include "vault/wordlist.h"

#include <QSet>
#include <QTest>

using namespace aiops;
using namespace vault;

class TestWordList final : public QObject
{
    Q_OBJECT

private slots:
    void everyWordIsShortAndToldApartByItsFirstFourLetters()
    {
        QCOMPARE(wordList().size(), 2048);
        QSet<QByteArray> heads;
        for (const QByteArrayView word : wordList()) {
            QVERIFY2(word.size() >= 3 && word.size() <= 8, word.toByteArray().constData());
            QVERIFY2(std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }), word.toByteArray().constData());
            heads.insert(word.first(qMin<qsizetype>(4, word.size())).toByteArray());
        }
        QCOMPARE(heads.size(), 2048);
    }

    void aPassphraseHasSoManyWordsOfTheListAndIsAccepted()
    {
        for (const int count : {5, 8, 12}) {
            const Secret made = makePassphrase(count);
            const QByteArrayList words = made.reveal().toByteArray().split('-');
            QCOMPARE(words.size(), count);
            for (const QByteArray &word : words)
                QVERIFY2(wordList().contains(QByteArrayView(word)), word.constData());
            QVERIFY(checkNewPassphrase(made));
        }
    }

    /// 80,000 draws: each word 39 times on average. One that is never drawn, or thrice as often, is no chance.
    void everyWordIsDrawnAboutEquallyOften()
    {
        QHash<QByteArray, int> seen;
        for (int i = 0; i < 10'000; ++i)
            for (const QByteArray &word : makePassphrase(8).reveal().toByteArray().split('-'))
                ++seen[word];
        QCOMPARE(seen.size(), 2048);
        QVERIFY(std::ranges::max(seen.values()) < 120);
    }
};

QTEST_APPLESS_MAIN(TestWordList)
#include "tst_wordlist.moc"
