#pragma once

#include "support/process.h"

#include <QFile>
#include <QTemporaryDir>

namespace aiops::test {

/// A web server with a certificate that only we know; writes each request as a line: path, type, body.
class TlsReceiver final
{
public:
    bool start()
    {
        if (!runTool(QStringLiteral("openssl"), {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                                                 QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"),
                                                 QStringLiteral("-subj"), QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                                                 QStringLiteral("subjectAltName=DNS:localhost"), QStringLiteral("-keyout"), path(QStringLiteral("key")),
                                                 QStringLiteral("-out"), certificate()}))
            return false;
        m_port = freePort();
        QFile script(path(QStringLiteral("server.py")));
        if (!script.open(QIODevice::WriteOnly))
            return false;
        script.write(R"(import http.server, ssl, sys
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(sys.argv[4], "ab") as out:
            out.write(self.path.encode() + b" " + self.headers["Content-Type"].encode() + b" " + body + b"\n")
        self.send_response(204)
        self.end_headers()
server = http.server.HTTPServer(("localhost", int(sys.argv[1])), Hook)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True)
print("ready", flush=True)
server.serve_forever()
)");
        script.close();
        return m_process.start(QStringLiteral("python3"), {script.fileName(), QString::number(m_port), certificate(), path(QStringLiteral("key")), path(QStringLiteral("requests"))},
                               path(QStringLiteral("log")));
    }
    quint16 port() const { return m_port; }
    QString certificate() const { return path(QStringLiteral("certificate")); }
    QByteArray received() const
    {
        QFile file(path(QStringLiteral("requests")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    ServerProcess m_process;
    quint16 m_port = 0;
};

} // namespace aiops::test
