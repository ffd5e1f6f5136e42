#include "features/terminal/controlpolicy.h"

#include "features/terminal/outputfilter.h"

#include <QList>

namespace aiops::terminal {
namespace {

struct Control
{
    char prefix = 0;            ///< one of < = > ?
    QByteArrayView intermediates;
    QList<int> values;          ///< an empty parameter counts as 0
    bool withinLimits = true;
    char final = 0;

    int value(int fallback) const { return values.isEmpty() || values.first() == 0 ? fallback : values.first(); }
};

void parseValues(QByteArrayView text, Control &control)
{
    int value = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            value = qMin(value * 10 + (c - '0'), OutputFilter::kMaxValue + 1);
            control.withinLimits = control.withinLimits && value <= OutputFilter::kMaxValue;
        } else {
            control.values.append(value);
            value = 0;
        }
    }
    if (!text.isEmpty())
        control.values.append(value);
    control.withinLimits = control.withinLimits && control.values.size() <= OutputFilter::kMaxParameters;
}

Control parse(QByteArrayView sequence)
{
    Control control;
    control.final = sequence.back();
    QByteArrayView body = sequence.sliced(2).chopped(1);
    if (!body.isEmpty() && body.front() >= '<' && body.front() <= '?') {
        control.prefix = body.front();
        body = body.sliced(1);
    }
    qsizetype parameters = 0;
    while (parameters < body.size() && body[parameters] >= 0x30)
        ++parameters;
    control.intermediates = body.sliced(parameters);
    parseValues(body.first(parameters), control);
    return control;
}

bool modeAllowed(const Control &control)
{
    // DECCOLM and the switch that allows it change the size of the window.
    return control.prefix != '?' || (!control.values.contains(3) && !control.values.contains(40));
}

bool statusReportAllowed(const Control &control)
{
    // Answers of fixed form: "ok" and the position of the cursor.
    return control.prefix == 0 && (control.value(0) == 5 || control.value(0) == 6);
}

} // namespace

bool controlAllowed(QByteArrayView sequence, int columns)
{
    const Control control = parse(sequence);
    if (!control.withinLimits)
        return false;
    switch (control.final) {
    case 't': // window operations and reports
    case 'i': // media copy
    case 'x': // terminal parameters
    case 'y': // self test, checksum of the screen
    case 'w': // presentation and locator reports
        return false;
    case 'n':
        return statusReportAllowed(control);
    case 'c':
        return control.prefix == 0 || control.prefix == '>';
    case 'b':
        return control.value(1) <= columns;
    case 'h':
    case 'l':
        return modeAllowed(control);
    case 'p': // DECRQM asks for the state of a mode
        return control.intermediates != "$";
    case 'q': // XTVERSION
        return control.prefix != '>';
    case 'u': // the widget takes keyboard protocol requests for "restore cursor"
    case 'S': // XTSMGRAPHICS
        return control.prefix == 0;
    default:
        return true;
    }
}

bool oscAllowed(QByteArrayView payload)
{
    const qsizetype separator = payload.indexOf(';');
    const QByteArrayView head = separator < 0 ? payload : payload.first(separator);
    const QByteArrayView text = separator < 0 ? QByteArrayView() : payload.sliced(separator + 1);
    bool ok = false;
    const int number = head.toInt(&ok);
    if (!ok)
        return false;
    switch (number) {
    case 0: case 1: case 2:          // titles; never reported back
    case 7: case 8: case 133:        // folder, links, prompt marks
    case 104: case 110: case 111: case 112:
        return true;
    case 4: case 10: case 11: case 12:
        return !text.contains('?');  // setting a colour passes, asking for one does not
    default:
        return false;                // 50 changes the widget's profile, 52 reads and writes the clipboard, …
    }
}

} // namespace aiops::terminal
