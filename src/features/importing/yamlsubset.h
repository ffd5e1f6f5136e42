#pragma once

#include "features/importing/hostrecord.h"

namespace aiops::importing {

struct YamlPair;

/// A node of the part of YAML that inventories are written in.
struct YamlNode
{
    enum Kind { Null, Scalar, Map, List } kind = Null;
    int line = 0;
    QString text;                             ///< of a scalar
    std::vector<YamlPair> pairs;              ///< of a map, in order, each key once
    std::vector<YamlNode> items;              ///< of a list
};

struct YamlPair
{
    QString key;
    YamlNode value;
};

/// Block maps and lists by indentation, quoted and plain scalars, comments, {…} and […] within a line. Anchors, aliases,
/// tags, block scalars and values over several lines are reported and count as null: nothing can expand. At most 64
/// levels and 500,000 nodes. What cannot be read is reported with its line; the rest still comes.
YamlNode readYaml(const QString &text, const QString &file, QList<Problem> &problems);

/// A scalar as it must be written to be read back as that text.
QString yamlScalar(const QString &text);

} // namespace aiops::importing
