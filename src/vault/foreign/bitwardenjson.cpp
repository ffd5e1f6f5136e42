#include "vault/foreign/bitwardenjson.h"

#include "vault/foreign/jsontree.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostItems = 50'000;
constexpr qsizetype kLongestName = 200; ///< of what every field of an item has in front of its own

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

enum ItemType { Login = 1, SecureNote = 2, Card = 3, Identity = 4, Key = 5 };
enum FieldType { Plain = 0, Hidden = 1, Boolean = 2 };

QHash<QByteArrayView, QByteArrayView> foldersOf(const JsonNode &root)
{
    QHash<QByteArrayView, QByteArrayView> out;
    for (const QByteArrayView list : {"folders", "collections"})
        for (const JsonNode &folder : root[list].items)
            out.insert(folder["id"].text, folder["name"].text);
    return out;
}

/// "key: value" lines of what is set, in memory that is wiped.
std::shared_ptr<const Secret> linesOf(const JsonNode &object)
{
    qsizetype size = 0;
    for (const JsonMember &member : object.members)
        size += member.key.size() + member.value.text.size() + 3;
    Secret out = Secret::zeroed(size);
    char *at = out.data();
    const auto put = [&at](QByteArrayView text) { at = std::copy(text.begin(), text.end(), at); };
    for (const JsonMember &member : object.members) {
        if (member.value.type != JsonNode::String || member.value.text.isEmpty())
            continue;
        put(member.key);
        put(": ");
        put(member.value.text);
        put("\n");
    }
    out.truncate(at - out.data());
    return std::make_shared<const Secret>(std::move(out));
}

class Items final
{
public:
    Items(const JsonNode &root, ForeignDrafts &drafts) : m_folders(foldersOf(root)), m_drafts(drafts) {}

    void add(const JsonNode &item, qsizetype number)
    {
        m_origin = tr("item %1").arg(number);
        m_name = textOf(item["name"].text).trimmed();
        const std::size_t before = m_drafts.size();
        switch (item["type"].number(0)) {
        case Login: addLogin(item); break;
        case SecureNote: addNote(item); break;
        case Card: addLines(item, "card"); break;
        case Identity: addLines(item, "identity"); break;
        case Key: addKey(item); break;
        default: return appendProblem(m_drafts, m_name.isEmpty() ? m_origin : m_name, m_origin, tr("It is of a type that this program does not know."));
        }
        if (m_drafts.size() > before)
            addHidden(item);
    }

private:
    QStringList plainFields(const JsonNode &item) const
    {
        QStringList lines;
        for (const JsonNode &field : item["fields"].items)
            if (const int type = field["type"].number(0); type == Plain || type == Boolean)
                lines.append(textOf(field["name"].text) + u": "_s + textOf(field["value"].text));
        return lines;
    }

    QString notesOf(const JsonNode &item, const QStringList &more = {}) const
    {
        return joinedLines(QStringList{textOf(item["notes"].text)} + more + plainFields(item));
    }

    QByteArrayView folderOf(const JsonNode &item) const { return m_folders.value(item["folderId"].text); }

    void addLogin(const JsonNode &item)
    {
        const JsonNode &login = item["login"];
        QStringList moreAddresses;
        const std::vector<JsonNode> &uris = login["uris"].items;
        for (std::size_t i = 1; i < uris.size(); ++i)
            moreAddresses.append(textOf(uris[i]["uri"].text));
        appendLogin(m_drafts,
                    {.name = item["name"].text, .user = login["username"].text, .password = login["password"].text,
                     .url = uris.empty() ? QByteArrayView() : uris.front()["uri"].text, .totp = login["totp"].text, .folder = folderOf(item),
                     .notes = notesOf(item, moreAddresses)},
                    m_origin);
    }

    void addNote(const JsonNode &item)
    {
        if (item["notes"].text.isEmpty())
            return appendProblem(m_drafts, m_name, m_origin, tr("The note is empty."));
        appendNote(m_drafts, m_name, secretOf(item["notes"].text), joinedLines(plainFields(item) + QStringList{folderLine(folderOf(item))}), m_origin);
    }

    void addLines(const JsonNode &item, QByteArrayView part)
    {
        appendNote(m_drafts, m_name, linesOf(item[part]), joinedLines({notesOf(item), folderLine(folderOf(item))}), m_origin);
    }

    void addKey(const JsonNode &item)
    {
        m_drafts.push_back({.credential = {.name = m_name, .kind = Kind::SshKey, .user = {},
                                           .notes = joinedLines({notesOf(item), folderLine(folderOf(item))}),
                                           .value = secretOf(item["sshKey"]["privateKey"].text), .keyPassphrase = {}},
                            .origin = m_origin});
    }

    /// What was hidden there is not shown as a note here.
    void addHidden(const JsonNode &item)
    {
        for (const JsonNode &field : item["fields"].items)
            if (field["type"].number(0) == Hidden && !field["value"].text.isEmpty())
                appendNote(m_drafts, m_name.left(kLongestName) + u": "_s + textOf(field["name"].text), secretOf(field["value"].text), {}, m_origin);
    }

    QHash<QByteArrayView, QByteArrayView> m_folders;
    ForeignDrafts &m_drafts;
    QString m_origin;
    QString m_name;
};

} // namespace

Result<ForeignDrafts> readBitwardenJson(Secret &text)
{
    const Result<JsonNode> root = parseJson(text);
    if (!root)
        return std::unexpected(root.error());
    if ((*root)["encrypted"].isTrue())
        return std::unexpected(Error{.code = Errc::Denied, .text = tr("This export of Bitwarden is encrypted."), .detail = {},
                                     .hint = tr("Export again with the file format .json, import that file and then delete it.")});
    const JsonNode &items = (*root)["items"];
    if (items.type != JsonNode::Array)
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("This JSON file is not an export of Bitwarden: it has no list of items.")});
    const auto tooMany = std::unexpected(Error{.code = Errc::TooLarge, .text = tr("The file has more than 50,000 entries."), .detail = {}, .hint = tr("Split it.")});
    if (items.items.size() > kMostItems)
        return tooMany;
    ForeignDrafts drafts;
    Items reader(*root, drafts);
    for (std::size_t i = 0; i < items.items.size(); ++i) {
        reader.add(items.items[i], qsizetype(i) + 1);
        if (drafts.size() > kMostItems) // hidden fields become entries too
            return tooMany;
    }
    return drafts;
}

} // namespace aiops::vault
