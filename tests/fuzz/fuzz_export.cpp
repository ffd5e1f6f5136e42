#include "fuzz/fuzz.h"
#include "vault/exportheader.h"

#include <QBuffer>

using namespace aiops;
using namespace aiops::vault;

QList<QByteArray> fuzzSeeds()
{
    ExportHeader header;
    header.cost = KdfCost();
    header.salt = QByteArray(16, 's');
    header.records = 3;
    header.contentSize = 1000;
    ExportHeader signedOne = header;
    signedOne.exporterKey = QByteArray(32, 'k');
    return {ExportHead::of(header).bytes, ExportHead::of(signedOne).bytes};
}

void fuzzOne(QByteArrayView input)
{
    QByteArray bytes = input.toByteArray();
    QBuffer device(&bytes);
    device.open(QIODevice::ReadOnly);
    const auto head = ExportHead::read(device, 1 << 30);
    if (head)
        (void)exportFileSize(*head);
}
