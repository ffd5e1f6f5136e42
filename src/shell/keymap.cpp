#include "shell/keymap.h"

#include <QSettings>

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QString &actionId)
{
    return u"keys/"_s + actionId;
}

constexpr std::array plainKeys{Qt::Key_Escape, Qt::Key_Tab, Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space,
                               Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right,
                               Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Menu};

/// The same keys as they arrive with Shift or on another layout: Ctrl+Shift+Backtab is Ctrl+Shift+Tab.
bool isSpelling(const QKeySequence &keys, const QKeySequence &first)
{
    constexpr std::array second{Qt::Key_Backtab, Qt::Key_Equal, Qt::Key_Underscore, Qt::Key_ParenRight};
    return keys.count() == 1 && first.count() == 1 && keys[0].keyboardModifiers() == first[0].keyboardModifiers()
           && std::ranges::contains(second, keys[0].key());
}

} // namespace

std::optional<QList<QKeySequence>> KeyMap::chosen(const QString &actionId) const
{
    const QVariant stored = m_settings.value(keyOf(actionId));
    if (!stored.isValid())
        return std::nullopt;
    QList<QKeySequence> keys;
    for (const QString &text : stored.toStringList()) {
        const QKeySequence sequence = QKeySequence::fromString(text, QKeySequence::PortableText);
        const bool isKnown = !sequence.isEmpty() && sequence[0].key() != Qt::Key_unknown;
        if (isKnown && whyReserved(sequence).isEmpty())
            keys.append(sequence);
        else if (!text.isEmpty())
            return std::nullopt; // what is written there is no key: as if it were not written
    }
    return keys;
}

void KeyMap::set(const QString &actionId, const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &sequence : keys)
        texts.append(sequence.toString(QKeySequence::PortableText));
    if (texts.isEmpty())
        texts.append(QString()); // an empty list is no value at all in an INI file
    m_settings.setValue(keyOf(actionId), texts);
}

void KeyMap::reset(const QString &actionId)
{
    m_settings.remove(keyOf(actionId));
}

void KeyMap::resetAll()
{
    m_settings.remove(u"keys"_s);
}

QVariantMap KeyMap::saved() const
{
    QVariantMap saved;
    for (const QString &key : m_settings.allKeys()) {
        if (key.startsWith(u"keys/"_s))
            saved.insert(key, m_settings.value(key));
    }
    return saved;
}

void KeyMap::restore(const QVariantMap &saved)
{
    resetAll();
    for (auto entry = saved.cbegin(); entry != saved.cend(); ++entry)
        m_settings.setValue(entry.key(), entry.value());
}

QList<QKeySequence> KeyMap::defaults(const ActionSpec &spec)
{
    QList<QKeySequence> keys;
    if (!spec.shortcut.isEmpty())
        keys.append(spec.shortcut);
    return keys + spec.moreShortcuts;
}

bool isTerminalSafe(QKeyCombination key)
{
    const auto modifiers = key.keyboardModifiers() & ~Qt::KeypadModifier;
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier))
        return true;
    if (modifiers == Qt::AltModifier)
        return key.key() >= Qt::Key_1 && key.key() <= Qt::Key_9;
    if (modifiers == Qt::ControlModifier)
        return key.key() == Qt::Key_Tab || key.key() == Qt::Key_F6 || key.key() == Qt::Key_QuoteLeft || key.key() == Qt::Key_Comma;
    return false;
}

bool keysClash(const QKeySequence &a, const QKeySequence &b)
{
    if (a.isEmpty() || b.isEmpty())
        return false;
    return a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch;
}

QString whyReserved(const QKeySequence &keys)
{
    const QKeyCombination first = keys[0];
    const bool plain = !(first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && std::ranges::contains(plainKeys, first.key()))
        return QCoreApplication::translate("Keys", "Lists, fields and dialogs need this key. Add Ctrl, Alt or Shift and a letter.");
    return {};
}

QString shownKeys(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &sequence : keys) {
        if (texts.isEmpty() || !isSpelling(sequence, keys.constFirst()))
            texts.append(sequence.toString(QKeySequence::NativeText));
    }
    return texts.join(u", "_s);
}

} // namespace aiops::shell
