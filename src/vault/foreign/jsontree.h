#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArrayView>

#include <vector>

namespace aiops::vault {

struct JsonMember;

/// A value of a JSON text. Strings and numbers are views into the text, which must live longer.
struct JsonNode
{
    enum Type { Null, Bool, Number, String, Array, Object } type = Null;
    QByteArrayView text; ///< strings: UTF-8 without escapes; numbers and truth values as they stand
    std::vector<JsonNode> items;
    std::vector<JsonMember> members;

    /// The null node when there is none.
    const JsonNode &operator[](QByteArrayView key) const;
    bool isTrue() const { return type == Bool && text == "true"; }
    bool isSet() const { return type != Null; }
    int number(int otherwise) const; ///< whole numbers only
};

struct JsonMember
{
    QByteArrayView key;
    JsonNode value;
};

/// Reads a JSON text (RFC 8259) and takes the escapes of its strings away in place, so that no copy of a secret is made.
/// Strict: no key twice in an object, nesting of at most 64, at most 1.5 million values. Error Invalid; the text says in which line.
Result<JsonNode> parseJson(Secret &text);

} // namespace aiops::vault
