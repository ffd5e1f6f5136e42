#include "widgets/qrcode.h"
#include "widgets/qrview.h"
#include "widgets/theme.h"

#include <QCryptographicHash>
#include <QTest>

using namespace aiops;
using namespace aiops::widgets;

namespace {

/// The matrices below are those of libqrencode 4.1.1 (qrencode -8 -l M), another program, as SHA-256 over rows of 0 and 1.
const QByteArray kText = "otpauth://totp/Host?secret=" + QByteArray("JBSWY3DPEHPK3PXP").repeated(20);
const QByteArray kMasks = "004005004400000000004044243726323262344433437443104040077070006746441167761747113617331111111111101111111144430440000444"
                          "004400014070104070474044007770473606040033300030000000333333000000000000000000000000000000000";

QByteArray rowsOf(const QrCode &code)
{
    QByteArray bits;
    for (int row = 0; row < code.size(); ++row) {
        for (int column = 0; column < code.size(); ++column)
            bits += code.isDark(column, row) ? '1' : '0';
    }
    return bits;
}

/// Reads a code the other way round: format, mask, codewords, blocks, checks, bytes.
class Reader
{
public:
    explicit Reader(const QrCode &code) : m_code(code), m_size(code.size()), m_version((m_size - 17) / 4) {}

    QByteArray read()
    {
        readFormat();
        if (m_level != 0) // M
            return "not level M";
        QByteArray words = codewords();
        static constexpr int total[] = {26, 44, 70, 100, 134, 172, 196, 242, 292, 346};
        static constexpr int correction[] = {10, 16, 26, 18, 24, 16, 18, 22, 22, 26};
        static constexpr int blocks[] = {1, 1, 1, 2, 2, 4, 4, 4, 5, 5};
        const int count = blocks[m_version - 1], ec = correction[m_version - 1];
        if (words.size() != total[m_version - 1])
            return "another number of codewords";
        const int data = words.size() - ec * count;
        QList<QByteArray> parts(count);
        int at = 0;
        for (int i = 0; i < data / count + 1; ++i) {
            for (int block = 0; block < count; ++block) {
                if (i < data / count + (block >= count - data % count ? 1 : 0))
                    parts[block] += words[at++];
            }
        }
        QByteArray bytes;
        for (const QByteArray &part : std::as_const(parts))
            bytes += part;
        for (; at < words.size(); ++at)
            parts[(at - data) % count] += words[at];
        for (const QByteArray &part : std::as_const(parts)) {
            if (!isCodeword(part, ec))
                return "a block does not check";
        }
        return content(bytes);
    }
    int mask() const { return m_mask; }

private:
    bool bit(int column, int row) const { return m_code.isDark(column, row); }

    void readFormat()
    {
        int near = 0, far = 0;
        for (int column = 0; column < 9; ++column) {
            if (column != 6)
                near = near << 1 | int(bit(column, 8));
        }
        for (int row = 7; row >= 0; --row) {
            if (row != 6)
                near = near << 1 | int(bit(8, row));
        }
        for (int row = m_size - 1; row > m_size - 8; --row)
            far = far << 1 | int(bit(8, row));
        for (int column = m_size - 8; column < m_size; ++column)
            far = far << 1 | int(bit(column, 8));
        QCOMPARE(near, far);
        const int format = (near ^ 0b101010000010010) >> 10;
        m_level = format >> 3;
        m_mask = format & 7;
    }

    bool isPattern(int x, int y) const
    {
        const int last = m_size - 1;
        if (x == 6 || y == 6 || (x < 9 && y < 9) || (x < 9 && y > last - 8) || (x > last - 8 && y < 9))
            return true;
        if (m_version >= 7 && ((x > last - 11 && y < 6) || (y > last - 11 && x < 6)))
            return true;
        if (m_version == 1)
            return false;
        QList<int> centres{6, m_size - 7};
        if (m_version >= 7)
            centres.append(6 + (m_size - 13) / 2);
        for (const int cx : centres) {
            for (const int cy : centres) {
                const bool corner = (cx == 6 && cy == 6) || (cx == 6 && cy == m_size - 7) || (cx == m_size - 7 && cy == 6);
                if (!corner && qAbs(x - cx) <= 2 && qAbs(y - cy) <= 2)
                    return true;
            }
        }
        return false;
    }

    bool flips(int x, int y) const
    {
        const int a = (x * y) % 2, b = (x * y) % 3;
        const int rules[] = {(x + y) % 2, y % 2, x % 3, (x + y) % 3, (y / 2 + x / 3) % 2, a + b, (a + b) % 2, ((x + y) % 2 + b) % 2};
        return rules[m_mask] == 0;
    }

    QByteArray codewords() const
    {
        QByteArray words;
        int value = 0, bits = 0;
        for (int pair = 0; pair < (m_size - 1) / 2; ++pair) {
            const int right = m_size - 1 - 2 * pair - (m_size - 1 - 2 * pair <= 6 ? 1 : 0);
            for (int i = 0; i < m_size; ++i) {
                const int y = pair % 2 == 0 ? m_size - 1 - i : i;
                for (const int x : {right, right - 1}) {
                    if (isPattern(x, y))
                        continue;
                    value = value << 1 | int(bit(x, y) != flips(x, y));
                    if (++bits % 8 == 0)
                        words += char(std::exchange(value, 0));
                }
            }
        }
        return words;
    }

    /// A codeword has the roots 2^0 … 2^(ec-1). Here with a table of powers.
    static bool isCodeword(const QByteArray &block, int ec)
    {
        QList<int> power(256), log(256);
        for (int i = 0, value = 1; i < 255; ++i, value = value * 2 ^ (value & 128 ? 285 : 0)) {
            power[i] = value;
            log[value] = i;
        }
        for (int root = 0; root < ec; ++root) {
            int sum = 0;
            for (const char byte : block)
                sum = (sum == 0 ? 0 : power[(log[sum] + root) % 255]) ^ uchar(byte);
            if (sum != 0)
                return false;
        }
        return true;
    }

    QByteArray content(const QByteArray &bytes) const
    {
        int at = 0;
        const auto take = [&](int bits) {
            int value = 0;
            for (; bits > 0; --bits, ++at)
                value = value << 1 | (uchar(bytes[at / 8]) >> (7 - at % 8) & 1);
            return value;
        };
        if (take(4) != 4)
            return "not bytes";
        QByteArray text;
        for (int left = take(m_version < 10 ? 8 : 16); left > 0; --left)
            text += char(take(8));
        return text;
    }

    const QrCode &m_code;
    int m_size;
    int m_version;
    int m_level = -1;
    int m_mask = -1;
};

} // namespace

class TestQrCode final : public QObject
{
    Q_OBJECT

private slots:
    void aVersionIsThatOfAnotherProgram_data()
    {
        QTest::addColumn<int>("mask");
        QTest::addColumn<QByteArray>("hash");
        QTest::addColumn<int>("bytes");
        QTest::newRow("version 1") << 0 << QByteArray("7467e9cee8f772917a00779ced13879404b5a3d1a361e79285884456387bd0bd") << 14;
        QTest::newRow("version 2") << 0 << QByteArray("4c722c08e2cedbe520db2373f928073e52c45297e2338803eceee65578351829") << 26;
        QTest::newRow("version 3") << 4 << QByteArray("61616e3a11a8ded27726e84e2c97a15fdb61b106a5bba02c6885201a478426dc") << 42;
        QTest::newRow("version 4") << 1 << QByteArray("5338e1ec8c12ec2d001fbf261840c23fe11eb56f31fbfd67ddea4c7c66226cc9") << 62;
        QTest::newRow("version 5") << 4 << QByteArray("4cffd71ae60141aee0564cd028af215b73ff9eeea9a3833b1bf1a808e680c155") << 84;
        QTest::newRow("version 6") << 3 << QByteArray("4c2095c904456855fdbebe73f6d5d1513001411b0284b4dee872c3a6f726e448") << 106;
        QTest::newRow("version 7") << 4 << QByteArray("a093f0ea15bac51592977d81cc81fe7ed5deceb9a249853bc9b27ac750c98321") << 122;
        QTest::newRow("version 8") << 5 << QByteArray("15e053a610f6a662f661942e25f9474bccdf36aad7de854cb277b38df0a5c7b0") << 152;
        QTest::newRow("version 9") << 0 << QByteArray("1a8135d7ff15f9ae27f2348c39cf653981735bde7a06baec2a763e3f294bbcef") << 180;
        QTest::newRow("version 10") << 0 << QByteArray("f98e02ef0d220fc80d47524a24d0f7bcfcbce608395ff02c4cd29d2892ced0d7") << 213;
    }
    void aVersionIsThatOfAnotherProgram()
    {
        QFETCH(int, mask);
        QFETCH(QByteArray, hash);
        QFETCH(int, bytes);
        const int version = QByteArray(QTest::currentDataTag()).sliced(8).toInt();
        const QByteArray host = "otpauth://totp/Host%20" + QByteArray::number(version) + "?secret=" + QByteArray("JBSWY3DPEHPK3PXP").repeated(20);
        const auto code = QrCode::encode(host.first(bytes), mask);
        QVERIFY(code);
        QCOMPARE(code->version(), version);
        QCOMPARE(QCryptographicHash::hash(rowsOf(*code), QCryptographicHash::Sha256).toHex(), hash);
    }

    void everyLengthIsThatOfAnotherProgram()
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (int bytes = 1; bytes <= QrCode::mostBytes; ++bytes)
            hash.addData(rowsOf(*QrCode::encode(kText.first(bytes), kMasks[bytes - 1] - '0')));
        QCOMPARE(hash.result().toHex(), QByteArray("784914cd1fcf392ff5f9a9cf86345b204770018ac26ea66ec6858ff010a3a3be"));
    }

    void everyMaskIsReadBack()
    {
        QByteArray all;
        for (int i = 0; i < QrCode::mostBytes; ++i)
            all += char(i * 7 + 3); // high bits and zeros as well
        for (int bytes = 0; bytes <= all.size(); bytes += bytes < 20 ? 1 : 7) {
            for (int mask = 0; mask < 8; ++mask) {
                const auto code = QrCode::encode(all.first(bytes), mask);
                QVERIFY(code);
                Reader reader(*code);
                QCOMPARE(reader.read(), all.first(bytes));
                QCOMPARE(reader.mask(), mask);
            }
        }
    }

    void theMaskIsChosenAndReadBack()
    {
        QSet<int> masks;
        for (int bytes = 1; bytes <= QrCode::mostBytes; bytes += 3) {
            const auto code = QrCode::encode(kText.first(bytes));
            Reader reader(*code);
            QCOMPARE(reader.read(), kText.first(bytes));
            QCOMPARE(reader.mask(), code->mask());
            masks.insert(code->mask());
        }
        QVERIFY(masks.size() > 4);
    }

    void whatIsTooLongIsNoCode()
    {
        QVERIFY(QrCode::encode(QByteArray(213, 'x')));
        QVERIFY(!QrCode::encode(QByteArray(214, 'x')));
        QVERIFY(!QrCode::encode(QByteArray(100'000, 'x'), 3));
    }

    void itIsBlackOnWhiteInBothThemes()
    {
        const auto expected = QrCode::encode(kText.first(120));
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme::current().setMode(mode);
            QrView view(*QrCode::encode(kText.first(120)));
            view.resize(view.sizeHint());
            const QImage image = view.grab().toImage();
            const int module = image.width() / (expected->size() + 8);
            QVERIFY(module >= 3);
            for (int row = -4; row < expected->size() + 4; ++row) {
                for (int column = -4; column < expected->size() + 4; ++column) {
                    const bool inside = row >= 0 && column >= 0 && row < expected->size() && column < expected->size();
                    const QColor wanted = inside && expected->isDark(column, row) ? Qt::black : Qt::white;
                    QCOMPARE(image.pixelColor((column + 4) * module + module / 2, (row + 4) * module + module / 2), wanted);
                }
            }
        }
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    Theme theme;
    TestQrCode test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_qrcode.moc"
