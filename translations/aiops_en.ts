<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>aiops::importing::ExportDialog</name>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instances copied</source>
        <translation>
            <numerusform>%n instance copied</numerusform>
            <numerusform>%n instances copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instances exported</source>
        <translation>
            <numerusform>%n instance exported</numerusform>
            <numerusform>%n instances exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instances. Passwords and keys stay in the vault.</source>
        <translation>
            <numerusform>%n instance. Passwords and keys stay in the vault.</numerusform>
            <numerusform>%n instances. Passwords and keys stay in the vault.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::importing::ImportDialog</name>
    <message numerus="yes">
        <source>%n instances added</source>
        <translation>
            <numerusform>%n instance added</numerusform>
            <numerusform>%n instances added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instances changed</source>
        <translation>
            <numerusform>%n instance changed</numerusform>
            <numerusform>%n instances changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows cannot be imported. The others can.</source>
        <translation>
            <numerusform>%n row cannot be imported. The others can.</numerusform>
            <numerusform>%n rows cannot be imported. The others can.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::metrics::NetdataClient</name>
    <message numerus="yes">
        <source>Netdata did not answer for %n s.</source>
        <translation>
            <numerusform>Netdata did not answer for %n s.</numerusform>
            <numerusform>Netdata did not answer for %n s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::metrics::OverviewPane</name>
    <message numerus="yes">
        <source>%n cores</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::Actions</name>
    <message numerus="yes">
        <source>%1 attached to %n instances</source>
        <translation>
            <numerusform>%1 attached to %n instance</numerusform>
            <numerusform>%1 attached to %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln instances</source>
        <translation>
            <numerusform>%Ln instance</numerusform>
            <numerusform>%Ln instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n instances and the groups in it move up. They no longer get user, port, credential, jump host or environment from it. You can undo this for 20 s.</source>
        <translation>
            <numerusform>Its %n instance and the groups in it move up. They no longer get user, port, credential, jump host or environment from it. You can undo this for 20 s.</numerusform>
            <numerusform>Its %n instances and the groups in it move up. They no longer get user, port, credential, jump host or environment from it. You can undo this for 20 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n terminals</source>
        <translation>
            <numerusform>Open %n terminal</numerusform>
            <numerusform>Open %n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open terminals on %n production instances?</source>
        <translation>
            <numerusform>Open terminals on %n production instance?</numerusform>
            <numerusform>Open terminals on %n production instances?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n instances</source>
        <translation>
            <numerusform>Remove %n instance</numerusform>
            <numerusform>Remove %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::BulkBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::BulkDialog</name>
    <message numerus="yes">
        <source>%n instances changed</source>
        <translation>
            <numerusform>%n instance changed</numerusform>
            <numerusform>%n instances changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n instances</source>
        <translation>
            <numerusform>Change %n instance</numerusform>
            <numerusform>Change %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %n instances</source>
        <translation>
            <numerusform>Edit %n instance</numerusform>
            <numerusform>Edit %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::CardChips</name>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::CardModel</name>
    <message numerus="yes">
        <source>%n alerts</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::Changes</name>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::InstanceInspector</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::LinkDialog</name>
    <message numerus="yes">
        <source>Add %n instances to project</source>
        <translation>
            <numerusform>Add %n instance to project</numerusform>
            <numerusform>Add %n instances to project</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::MySpacePage</name>
    <message numerus="yes">
        <source>%Ln instances</source>
        <translation>
            <numerusform>%Ln instance</numerusform>
            <numerusform>%Ln instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::ProjectCharts</name>
    <message numerus="yes">
        <source>and %n others as a grey band</source>
        <translation>
            <numerusform>and %n other as a grey band</numerusform>
            <numerusform>and %n others as a grey band</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::ProjectPage</name>
    <message numerus="yes">
        <source>%n not checked</source>
        <translation>
            <numerusform>%n not checked</numerusform>
            <numerusform>%n not checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unreachable</source>
        <translation>
            <numerusform>%n unreachable</numerusform>
            <numerusform>%n unreachable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::myspace::ProjectPane</name>
    <message numerus="yes">
        <source>%1, %n instances</source>
        <translation>
            <numerusform>%1, %n instance</numerusform>
            <numerusform>%1, %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::probing::ProbingSettingsPage</name>
    <message numerus="yes">
        <source>With %n instances each one has its turn every %1 s.</source>
        <translation>
            <numerusform>With %n instance each one has its turn every %1 s.</numerusform>
            <numerusform>With %n instances each one has its turn every %1 s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::shell::RailButton</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::terminal::PasteDialog</name>
    <message numerus="yes">
        <source>Paste %n lines into %1?</source>
        <translation>
            <numerusform>Paste %n line into %1?</numerusform>
            <numerusform>Paste %n lines into %1?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::thiscomputer</name>
    <message numerus="yes">
        <source>%n cores</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::thiscomputer::DoorList</name>
    <message numerus="yes">
        <source>%n hosts</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jump hosts</source>
        <translation>
            <numerusform>%n jump host</numerusform>
            <numerusform>%n jump hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::thiscomputer::LivePage</name>
    <message numerus="yes">
        <source>%n cores</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>terminal</name>
    <message numerus="yes">
        <source>%n sessions</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::credentials::ExportDialog</name>
    <message numerus="yes">
        <source>%n credentials exported</source>
        <translation>
            <numerusform>%n credential exported</numerusform>
            <numerusform>%n credentials exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n credentials go into one encrypted file with a passphrase of its own. It can be imported on another computer.</source>
        <translation>
            <numerusform>Your credential goes into one encrypted file with a passphrase of its own. It can be imported on another computer.</numerusform>
            <numerusform>All %n credentials go into one encrypted file with a passphrase of its own. It can be imported on another computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::credentials::ImportFileDialog</name>
    <message numerus="yes">
        <source>%n credentials imported</source>
        <translation>
            <numerusform>%n credential imported</numerusform>
            <numerusform>%n credentials imported</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::backup::BackupSettingsPage</name>
    <message numerus="yes">
        <source>%1 can be restored: the database is whole, and %n audit entries verify.</source>
        <translation>
            <numerusform>%1 can be restored: the database is whole, and %n audit entry verifies.</numerusform>
            <numerusform>%1 can be restored: the database is whole, and %n audit entries verify.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::probing</name>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Probing %n instances</source>
        <translation>
            <numerusform>Probing %n instance</numerusform>
            <numerusform>Probing %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::forwards</name>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n forwards</source>
        <translation>
            <numerusform>%n forward</numerusform>
            <numerusform>%n forwards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>aiops::sessions</name>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>%n terminal</numerusform>
            <numerusform>%n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands</source>
        <translation>
            <numerusform>%n command</numerusform>
            <numerusform>%n commands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections through it</source>
        <translation>
            <numerusform>%n connection through it</numerusform>
            <numerusform>%n connections through it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
</TS>
