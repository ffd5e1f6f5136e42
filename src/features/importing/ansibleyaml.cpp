#include "features/importing/ansibleinventory.h"

#include "core/text.h"
#include "features/importing/yamlsubset.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

class InventoryReader final
{
public:
    explicit InventoryReader(AnsibleInventory &inventory) : m_inventory(inventory) {}

    void readGroups(const YamlNode &node, const QString &parent)
    {
        if (node.kind == YamlNode::Null)
            return;
        if (node.kind != YamlNode::Map)
            return m_inventory.problem(node.line, Text::tr("groups are expected here, as “name:”"));
        for (const auto &[name, content] : node.pairs) {
            const QString group = name.trimmed();
            if (group.isEmpty()) {
                m_inventory.problem(content.line, Text::tr("a group has no name"));
                continue;
            }
            m_inventory.group(group, content.line);
            if (!parent.isEmpty())
                m_inventory.group(parent, content.line).children += group;
            readGroup(content, group);
        }
    }

private:
    void readGroup(const YamlNode &node, const QString &group)
    {
        if (node.kind == YamlNode::Null)
            return;
        if (node.kind != YamlNode::Map)
            return m_inventory.problem(node.line, Text::tr("the group “%1” must hold hosts, children or vars").arg(shownPlain(group, 60)));
        for (const auto &[key, content] : node.pairs) {
            if (key == "hosts"_L1)
                readHosts(content, group);
            else if (key == "children"_L1)
                readGroups(content, group);
            else if (key == "vars"_L1)
                m_inventory.group(group, content.line).vars.insert(varsOf(content));
            else
                m_inventory.problem(content.line, Text::tr("“%1” in the group “%2” is not hosts, children or vars")
                                                      .arg(shownPlain(key, 60), shownPlain(group, 60)), true);
        }
    }

    void readHosts(const YamlNode &node, const QString &group)
    {
        if (node.kind == YamlNode::List) { // Ansible wants a map; a plain list of names says the same
            for (const YamlNode &item : node.items)
                m_inventory.addHosts(item.text, group, {}, item.line);
            return;
        }
        if (node.kind == YamlNode::Scalar)
            return m_inventory.problem(node.line, Text::tr("hosts are expected here, as “name:”"));
        for (const auto &[name, content] : node.pairs)
            m_inventory.addHosts(name, group, varsOf(content), content.line);
    }

    AnsibleInventory::Vars varsOf(const YamlNode &node)
    {
        AnsibleInventory::Vars vars;
        if (node.kind == YamlNode::Scalar || node.kind == YamlNode::List)
            m_inventory.problem(node.line, Text::tr("variables are expected here, as “key: value”"));
        for (const auto &[key, content] : node.pairs) {
            if (content.kind == YamlNode::Scalar)
                vars.insert(key, {content.text, content.line});
            else if (content.kind != YamlNode::Null)
                vars.insert(key, {QString(), content.line}); // named among what is not taken over
        }
        return vars;
    }

    AnsibleInventory &m_inventory;
};

} // namespace

AnsibleInventory readAnsibleYaml(const QString &text, const QString &file)
{
    AnsibleInventory inventory;
    inventory.file = file;
    const YamlNode root = readYaml(text, file, inventory.problems);
    InventoryReader(inventory).readGroups(root, {});
    return inventory;
}

} // namespace aiops::importing
