#pragma once

#include "features/importing/present.h"

namespace aiops::importing {

enum class ExportFormat { Csv, SshConfig, AnsibleIni, AnsibleYaml };
QList<std::pair<QString, ExportFormat>> exportFormats(); ///< "csv", "ssh-config", "ansible-ini", "ansible-yaml"
QString formatTitle(ExportFormat format);                ///< for people
QString formatFileName(ExportFormat format);             ///< "instances.csv"

/// The chosen instances with the jump hosts that they need; all when `ids` is empty.
Present selectionOf(const Present &present, const QList<InstanceId> &ids);

/// UTF-8 text with LF. No secret is in it: credentials are not written at all.
QByteArray exported(ExportFormat format, const Present &present);

QString csvOf(const Present &present);
QString sshConfigOf(const Present &present);
QString ansibleIniOf(const Present &present);
QString ansibleYamlOf(const Present &present);

} // namespace aiops::importing
