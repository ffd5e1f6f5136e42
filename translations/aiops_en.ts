<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>aiops::myspace::Actions</name>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
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
    <name>aiops::myspace::MySpacePage</name>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
</context>
</TS>
