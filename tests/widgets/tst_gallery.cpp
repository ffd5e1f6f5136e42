#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"
#include "widgets/envband.h"
#include "widgets/field.h"
#include "widgets/filterbar.h"
#include "widgets/fingerprintbox.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/secretedit.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/statusglyph.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QProgressBar>
#include <QRadioButton>
#include <QTabBar>
#include <QTest>
#include <QVBoxLayout>

using namespace aiops;
using namespace aiops::widgets;
using namespace Qt::StringLiterals;

namespace {

template <typename... W>
QWidget *row(W *...widgets)
{
    auto *holder = new QWidget;
    auto *box = new QHBoxLayout(holder);
    box->setContentsMargins(0, 0, 0, 0);
    (box->addWidget(widgets), ...);
    box->addStretch(1);
    return holder;
}

QWidget *buttons()
{
    QPushButton *off = makeButton(u"Disabled"_s);
    off->setEnabled(false);
    QPushButton *offPrimary = makeButton(u"Continue with 3"_s, ButtonKind::Primary);
    offPrimary->setEnabled(false);
    QPushButton *small = makeButton(u"Refresh"_s, ButtonKind::Plain, u"refresh"_s);
    setSmall(small);
    return row(makeButton(u"Open terminal"_s, ButtonKind::Primary, u"terminal"_s),
               makeButton(u"Files"_s, ButtonKind::Plain, u"folder"_s), makeButton(u"Remove"_s, ButtonKind::Danger),
               makeButton(u"Ghost"_s, ButtonKind::Ghost), makeButton(u"Show log"_s, ButtonKind::Link), small, off,
               offPrimary, makeIconButton(u"dots"_s, u"More"_s));
}

QWidget *statusRow()
{
    auto *holder = new QWidget;
    auto *box = new QHBoxLayout(holder);
    for (const char *status : {"running", "warning", "critical", "unreachable", "stopped", "starting", "unknown",
                               "none", "passed", "failed", "waiting"})
        box->addWidget(new StatusGlyph(QString::fromLatin1(status), QString::fromLatin1(status)));
    return holder;
}

QWidget *marksRow()
{
    return row(new ProviderMark(u"aws"_s), new ProviderMark(u"gcp"_s), new ProviderMark(u"az"_s),
               new ProviderMark(u"oci"_s), new ProviderMark(u"ssh"_s), new ProviderMark(u"pc"_s), new EnvTag(u"prod"_s),
               new EnvTag(u"staging"_s), new EnvTag(u"dev"_s), new ProjectSquare(Theme::current().chartColor(1)),
               new ProjectSquare(Theme::current().color(Token::Surface)), new Chip(u"171 running"_s, u"running"_s),
               new Chip(u"3 critical"_s, u"critical"_s), new Chip(u"5 warnings"_s, u"warning"_s));
}

QWidget *inputs()
{
    auto *segments = new SegmentedControl;
    segments->addSegment(u"cards"_s, u"Cards"_s, u"grid"_s);
    segments->addSegment(u"table"_s, u"Table"_s, u"table"_s);
    auto *combo = new QComboBox;
    combo->addItems({u"Production"_s, u"Staging"_s});
    auto *checked = new QCheckBox(u"I compared it"_s);
    checked->setChecked(true);
    auto *radio = new QRadioButton(u"Key"_s);
    radio->setChecked(true);
    auto *filter = new FilterBar;
    filter->setSubject(u"Name, IP or tag"_s);
    return row(filter, segments, combo, checked, new QCheckBox(u"Off"_s), radio, new QRadioButton(u"Agent"_s));
}

QWidget *fields()
{
    auto *host = new Field(u"Address"_s, nullptr);
    host->edit()->setText(u"10.20.4.11"_s);
    auto *port = new Field(u"Port"_s, nullptr);
    port->edit()->setText(u"70000"_s);
    port->setError(u"The port must be 1 to 65535."_s);
    auto *secret = new SecretEdit;
    secret->setText(u"hunter2"_s);
    auto *pass = new Field(u"Passphrase"_s, secret);
    pass->setHint(u"At least 8 characters."_s);
    return row(host, port, pass);
}

QWidget *side()
{
    auto *column = new InspectorColumn(u"checkout-db-primary"_s);
    auto *section = column->addSection(u"Instance"_s);
    section->setRow(u"Provider"_s, u"eu-west-1b"_s);
    section->setRow(u"Private IP"_s, u"10.20.4.11"_s, true);
    section->setRow(u"System"_s, u"<b>Debian</b> 12"_s);
    column->addSection(u"Credentials"_s)->addWidget(makeButton(u"Attach"_s));
    column->setFixedWidth(316);
    return column;
}

std::unique_ptr<QWidget> gallery()
{
    auto page = std::make_unique<QWidget>();
    auto *outer = new QHBoxLayout(page.get());
    outer->setContentsMargins(0, 0, 0, 0);
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(20, 14, 20, 14);
    column->addWidget(new Label(u"All instances"_s, "title"));
    for (QWidget *part : {buttons(), statusRow(), marksRow(), inputs(), fields()})
        column->addWidget(part);
    auto *banner = new Banner;
    column->addWidget(banner);
    banner->showError({Errc::Unreachable, u"Could not reach search-api-02. Port 22 did not answer for 10 s."_s,
                       u"connect: timed out"_s, u"Check the security group."_s});
    auto *warning = new Banner;
    column->addWidget(warning);
    warning->showMessage(Banner::Tone::Warning, u"Expires in 9 days, on 4 December"_s, u"Rotate it before."_s);
    warning->addAction(u"Rotate now"_s, [] {});
    auto *band = new EnvBand;
    band->setHost(u"prod"_s, u"checkout-web-01"_s);
    band->setNotes({u"Broadcast"_s, u"Recording 12:41"_s});
    auto *stage = new EnvBand;
    stage->setHost(u"staging"_s, u"checkout-stage-01"_s);
    column->addWidget(band);
    column->addWidget(stage);
    auto *print = new FingerprintBox;
    print->setContent(u"Known key"_s, u"ED25519, used 214 times"_s,
                      u"SHA256:Jq3vT0mXbH8yKcWn2Rz5uLsPd7eAfQ1gYkVo9iNtE4w"_s);
    auto *bad = new FingerprintBox;
    bad->setContent(u"Key presented now"_s, u"ED25519, first seen just now"_s,
                    u"SHA256:t8Zc1LhPw5QmB3xUaY6KdRj0sFvGn9oEi2TqMuX7lWk"_s, true);
    column->addWidget(print);
    column->addWidget(bad);
    auto *empty = new EmptyState(u"box"_s, u"Checkout has no instances yet"_s, u"Add the first server of this project."_s);
    empty->addButton(u"Add instance"_s, [] {});
    empty->addButton(u"Import"_s, [] {});
    column->addWidget(empty, 1);
    outer->addWidget(left, 1);
    outer->addWidget(side());
    return page;
}

} // namespace

class TestGallery final : public QObject
{
    Q_OBJECT

private slots:
    void everyWidgetInBothThemes_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::addColumn<qreal>("ratio");
        QTest::newRow("light") << Theme::Mode::Light << 1.0;
        QTest::newRow("dark") << Theme::Mode::Dark << 1.0;
        QTest::newRow("dark-200") << Theme::Mode::Dark << 2.0;
    }

    /// Pictures to look at, in the build folder; and the facts that a machine can see in them.
    void everyWidgetInBothThemes()
    {
        QFETCH(Theme::Mode, mode);
        QFETCH(qreal, ratio);
        m_theme.setMode(mode);
        const auto page = gallery();
        page->resize(1180, 900);
        page->ensurePolished();
        QImage image(page->size() * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(m_theme.color(Token::Bg));
        page->render(&image);
        QVERIFY(QDir(u"snapshots"_s).mkpath(u"."_s));
        QVERIFY(image.save(u"snapshots/widgets-%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()))));
        const auto has = [&](Token token) {
            const QRgb wanted = m_theme.color(token).rgb();
            for (int y = 0; y < image.height(); ++y) {
                const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
                if (std::find(line, line + image.width(), wanted) != line + image.width())
                    return true;
            }
            return false;
        };
        for (const Token token : {Token::Bg, Token::Surface, Token::AccentFill, Token::DangerFill, Token::Success,
                                  Token::Warn, Token::Danger, Token::Info, Token::DangerTint, Token::WarnTint,
                                  Token::EnvProd, Token::EnvStage, Token::BorderStrong, Token::Selected})
            QVERIFY2(has(token), qPrintable(u"token %1 is not in the picture"_s.arg(int(token))));
    }

    void everyControlHasAName()
    {
        const auto page = gallery();
        for (const QWidget *widget : page->findChildren<QWidget *>()) {
            const bool named = !widget->accessibleName().isEmpty() || widget->inherits("QCheckBox")
                               || widget->inherits("QRadioButton");
            if (widget->inherits("QPushButton") || widget->inherits("QLineEdit")
                || widget->inherits("aiops::widgets::Chip"))
                QVERIFY2(named, widget->metaObject()->className());
        }
    }

private:
    Theme m_theme;
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
