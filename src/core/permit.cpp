#include "core/permit.h"

namespace aiops {

using namespace Qt::StringLiterals;

Permit::Permit(AuditEntry entry, std::shared_ptr<AuditSink> sink) : m_entry(std::move(entry)), m_sink(std::move(sink))
{
}

Permit &Permit::operator=(Permit &&other) noexcept
{
    if (this != &other) {
        end(u"cancelled"_s);
        m_entry = std::move(other.m_entry);
        m_sink = std::move(other.m_sink);
    }
    return *this;
}

Permit::~Permit()
{
    end(u"cancelled"_s);
}

void Permit::setObject(const QString &id, const QString &name)
{
    m_entry.objectId = id;
    m_entry.objectName = name;
}

void Permit::succeeded()
{
    end(u"done"_s);
}

void Permit::failed(const Error &error)
{
    note(u"error"_s, errorName(error.code));
    end(error.code == Errc::Denied ? u"denied"_s : error.code == Errc::Cancelled ? u"cancelled"_s : u"failed"_s);
}

AuditEntry Permit::takeEntry()
{
    m_sink.reset();
    m_entry.outcome = u"done"_s;
    return m_entry;
}

void Permit::end(const QString &outcome)
{
    if (!m_sink)
        return;
    m_entry.outcome = outcome;
    std::exchange(m_sink, nullptr)->append(m_entry);
}

} // namespace aiops
