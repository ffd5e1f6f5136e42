#include "features/audit/exporting.h"

#include "core/text.h"
#include "features/audit/auditjson.h"
#include "features/audit/csvrow.h"
#include "features/audit/ownfile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QThreadPool>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Status checkPath(const ExportRequest &request)
{
    const QFileInfo file(request.path);
    if (request.path.isEmpty() || file.isDir() || !QFileInfo(file.absolutePath()).isDir())
        return std::unexpected(Error{Errc::Invalid, tr("%1 is no place for a file.").arg(shownPlain(request.path, 300))});
    if (request.force)
        return {};
    for (const QString &path : {request.path, request.path + u".head.json"_s}) {
        if (QFileInfo::exists(path) && (path == request.path || request.format == ExportRequest::Csv))
            return std::unexpected(Error{Errc::Conflict, tr("%1 exists already.").arg(shownPlain(path, 300)), {},
                                         tr("Choose another name, or replace it with --force.")});
    }
    return {};
}

struct Export
{
    team::AuditLog &log;
    ExportRequest request;
    team::AuditHead head;
    std::function<void(qint64)> progress;
    std::function<bool()> stopped;

    bool isJson() const { return request.format == ExportRequest::Json; }

    Status writeRows(OwnFile &file, qint64 &count)
    {
        team::AuditFilter filter = request.filter;
        filter.limit = kPage;
        filter.before = head.seq + 1;
        filter.after = 0;
        while (true) {
            const auto rows = log.list(filter);
            if (!rows)
                return std::unexpected(rows.error());
            QByteArray text;
            for (const team::AuditRow &row : *rows)
                text += isJson() ? (count++ == 0 ? "\n" : ",\n") + compact(toJson(row)) : (count++, csvRow(row));
            if (auto written = file.write(text); !written)
                return written;
            if (stopped())
                return std::unexpected(cancelledError());
            if (progress)
                progress(count);
            if (rows->size() < kPage)
                return {};
            filter.after = rows->last().seq;
        }
    }

    Result<ExportReport> run()
    {
        ExportReport report{.headSeq = head.seq, .path = request.path, .headPath = isJson() ? request.path : request.path + u".head.json"_s};
        OwnFile file(request.path);
        const QByteArray headText = compact(team::toJson(head));
        auto done = file.open()
                        .and_then([&] { return file.write(isJson() ? "{\"rows\":["_ba : csvHeader()); })
                        .and_then([&] { return writeRows(file, report.rows); });
        if (done && isJson())
            done = file.write("\n],\n\"head\":" + headText + "}\n");
        if (done && !isJson())
            done = writeHead(report.headPath, headText);
        if (done)
            done = file.commit(request.force);
        return done ? Result<ExportReport>(report) : std::unexpected(done.error());
    }

    Status writeHead(const QString &path, const QByteArray &text) const
    {
        OwnFile file(path);
        return file.open().and_then([&] { return file.write(text + '\n'); }).and_then([&] { return file.commit(request.force); });
    }
};

Future<ExportReport> start(team::AuditLog &log, ExportRequest request, team::AuditHead head, std::function<void(qint64)> progress)
{
    auto promise = std::make_shared<QPromise<Result<ExportReport>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, &log, hold = log.hold(), request = std::move(request), head = std::move(head), progress = std::move(progress)]() mutable {
        const auto stop = request.stop;
        promise->addResult(Export{log, std::move(request), std::move(head), std::move(progress), [&] { return hold->isEnding() || (stop && *stop); }}.run());
        hold.reset();
        promise->finish();
    });
    return future;
}

} // namespace

Future<ExportReport> exportAudit(Permit permit, team::AuditLog &log, ExportRequest request, QDateTime now, std::function<void(qint64)> progress)
{
    permit.note(u"format"_s, request.format == ExportRequest::Csv ? u"csv"_s : u"json"_s);
    permit.note(u"file"_s, QFileInfo(request.path).fileName());
    const Status flushed = co_await log.flushed();
    const Status usable = flushed ? checkPath(request) : flushed;
    auto head = usable ? log.head(now) : std::unexpected(usable.error());
    if (!head) {
        permit.failed(head.error());
        co_return std::unexpected(head.error());
    }
    const auto report = co_await start(log, std::move(request), *std::move(head), std::move(progress));
    if (!report) {
        permit.failed(report.error());
        co_return report;
    }
    permit.note(u"rows"_s, report->rows);
    permit.note(u"head_seq"_s, report->headSeq);
    permit.succeeded();
    co_return report;
}

} // namespace aiops::audit
