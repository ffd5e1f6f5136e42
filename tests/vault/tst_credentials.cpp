#include "vault/sshkey.h"
#include "vault/vaulthome.h"

#include <QSignalSpy>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;
using team::Action;

namespace {

const QByteArray kSeed = "JBSWY3DPEHPK3PXPJBSWY3DP";

} // namespace

class TestCredentials final : public QObject
{
    Q_OBJECT

private:
    struct Desk : Home
    {
        Desk()
        {
            if (!create())
                qFatal("no vault");
        }
        Result<CredentialInfo> addKind(const QString &name, Kind kind, const QByteArray &value, const QMap<QString, QString> &fields = {})
        {
            return finished(vault->add(permit(Action::CredentialAdd), {.name = name, .kind = kind, .user = u"root"_s, .notes = u"a note"_s,
                                                                       .value = secret(value), .keyPassphrase = {}, .fields = fields}));
        }
        Result<CredentialInfo> edit(CredentialId id, const CredentialEdit &change)
        {
            return finished(vault->edit(permit(Action::CredentialEdit), id, change));
        }
        QByteArray revealed(CredentialId id)
        {
            const auto value = finished(vault->reveal(permit(Action::CredentialReveal), id));
            return value ? (*value)->reveal().toByteArray() : errorName(value.error().code).toLatin1();
        }
        CredentialInfo info(const QString &name) { return vault->find(name).value_or(CredentialInfo()); }
    };

private slots:
    void everyKindIsSealedAndOpensAgain()
    {
        Desk desk;
        const auto aws = desk.addKind(u"aws"_s, Kind::AwsKey, kCanary + "0123456789abcdefghij",
                                      {{u"access_key_id"_s, u"AKIAIOSFODNN7EXAMPLE"_s}, {u"region"_s, u"eu-west-1"_s}});
        QVERIFY2(aws, aws ? "" : qPrintable(aws.error().text));
        QVERIFY(desk.addKind(u"note"_s, Kind::Note, kCanary));
        QVERIFY(desk.addKind(u"db"_s, Kind::Database, kCanary, {{u"host"_s, u"db.example"_s}}));
        QVERIFY(desk.addKind(u"code"_s, Kind::Totp, kSeed, {{u"issuer"_s, u"ACME"_s}}));
        QCOMPARE(desk.revealed(aws->id), kCanary + "0123456789abcdefghij");
        const auto details = finished(desk.vault->details(desk.permit(Action::CredentialUse), aws->id));
        QCOMPARE(details->fields[u"region"_s], u"eu-west-1"_s);
        QCOMPARE(details->notes, u"a note"_s);
        QCOMPARE(desk.info(u"aws"_s).detail, u"AKIAIOSFODNN7EXAMPLE"_s);
        QCOMPARE(desk.info(u"db"_s).detail, u"db.example"_s);
        QCOMPARE(desk.info(u"note"_s).rotationDays, 0);
        QCOMPARE(desk.info(u"aws"_s).rotationDays, 90);
        QVERIFY(!desk.contains(kCanary));
        QVERIFY(!desk.contains(kSeed));
        desk.reopen();
        QVERIFY(desk.unlock());
        QCOMPARE(desk.revealed(desk.info(u"note"_s).id), kCanary);
    }

    void anEditIsANewVersionAndOnlyANewValueStartsTheAge()
    {
        Desk desk;
        const CredentialId id = desk.addKind(u"web"_s, Kind::Password, "first value")->id;
        desk.clock.advance(std::chrono::hours(24));
        QVERIFY(desk.unlock());
        const auto renamed = desk.edit(id, {.name = u"web-2"_s, .notes = u"changed"_s, .fields = {{u"url"_s, u"https://example"_s}}});
        QVERIFY2(renamed, renamed ? "" : qPrintable(renamed.error().text));
        CredentialInfo info = desk.info(u"web-2"_s);
        QCOMPARE(info.id, id);
        QCOMPARE(info.version, 2u);
        QCOMPARE(info.user, u"root"_s);
        QCOMPARE(info.rotatedAt, desk.clock.now().addDays(-1));
        QCOMPARE(desk.revealed(id), "first value");
        QVERIFY(!desk.vault->find(u"web"_s));
        QVERIFY(desk.edit(id, {.value = secret("second value")}));
        info = desk.info(u"web-2"_s);
        QCOMPARE(info.version, 3u);
        QCOMPARE(info.rotatedAt, desk.clock.now());
        QCOMPARE(info.detail, u"https://example"_s);
        QCOMPARE(desk.revealed(id), "second value");
        QVERIFY(desk.edit(id, {.fields = {{u"url"_s, QString()}}}));
        QVERIFY(desk.info(u"web-2"_s).detail.isEmpty());
    }

    void anEditThatCannotBeLeavesEverythingAsItWas()
    {
        Desk desk;
        const CredentialId id = desk.addKind(u"web"_s, Kind::Password, "first value")->id;
        QVERIFY(desk.addKind(u"taken"_s, Kind::Password, "x"));
        QCOMPARE(desk.edit(id, {.name = u"TAKEN"_s}).error().code, Errc::Conflict);
        QCOMPARE(desk.edit(id, {.user = u"-x"_s}).error().code, Errc::Invalid);
        QCOMPARE(desk.edit(id, {.fields = {{u"nonsense"_s, u"x"_s}}}).error().code, Errc::Invalid);
        QCOMPARE(desk.edit(id, {.rotationDays = 4000}).error().code, Errc::Invalid);
        QCOMPARE(desk.edit(CredentialId::create(), {}).error().code, Errc::NotFound);
        desk.lock();
        QCOMPARE(desk.edit(id, {.name = u"other"_s}).error().code, Errc::VaultLocked);
        QVERIFY(desk.unlock());
        QCOMPARE(desk.info(u"web"_s).version, 1u);
        QCOMPARE(desk.revealed(id), "first value");
    }

    void anSshKeyKeepsItsKeyWhenItIsRenamed()
    {
        Desk desk;
        const SshKey key = SshKey::generate(SshKey::Type::Ed25519);
        const auto added = desk.addKind(u"deploy"_s, Kind::SshKey, key.toFile({}).reveal().toByteArray());
        QVERIFY(added);
        QVERIFY(desk.edit(added->id, {.name = u"deploy-2"_s}));
        QCOMPARE(desk.info(u"deploy-2"_s).fingerprint, key.fingerprint());
        QCOMPARE(desk.info(u"deploy-2"_s).publicKey, key.authorizedLine(u"deploy-2"_s));
    }

    void keysAreExportedButNeverShown()
    {
        Desk desk;
        const SshKey key = SshKey::generate(SshKey::Type::Ed25519);
        const CredentialId id = desk.addKind(u"deploy"_s, Kind::SshKey, key.toFile({}).reveal().toByteArray())->id;
        const CredentialId password = desk.addKind(u"web"_s, Kind::Password, "x")->id;
        QCOMPARE(desk.revealed(id), "denied");
        const auto file = finished(desk.vault->exportKey(desk.permit(Action::CredentialExport), id, secret("seven letters")));
        QVERIFY(file);
        QCOMPARE(SshKey::fromFile(**file).error().code, Errc::NoInput);
        const Secret phrase = Secret::copyOf("seven letters");
        QCOMPARE(SshKey::fromFile(**file, &phrase)->publicBlob(), key.publicBlob());
        QCOMPARE(finished(desk.vault->exportKey(desk.permit(Action::CredentialExport), password, {})).error().code, Errc::Invalid);
        QCOMPARE(desk.sink->entries.last().outcome, u"failed"_s);
    }

    void codesAreShownAndTheirSecretIsNot()
    {
        Desk desk;
        const CredentialId id = desk.addKind(u"code"_s, Kind::Totp, kSeed)->id;
        QCOMPARE(desk.revealed(id), "denied");
        const auto code = finished(desk.vault->code(desk.permit(Action::CredentialUse), id));
        QVERIFY(code);
        QCOMPARE(code->code.size(), 6);
        QCOMPARE(code->secondsLeft, 30 - int(desk.clock.now().toSecsSinceEpoch() % 30));
    }

    void aRevokedCredentialSignsInNowhere()
    {
        Desk desk;
        desk.addInstance();
        const CredentialId id = desk.addKind(u"web"_s, Kind::Password, "first value")->id;
        QVERIFY(desk.attach(id));
        QVERIFY(desk.login());
        QVERIFY(finished(desk.vault->revoke(desk.permit(Action::CredentialRevoke), id)));
        QCOMPARE(desk.login().error().code, Errc::Denied);
        QVERIFY(desk.info(u"web"_s).revokedAt.isValid());
        QCOMPARE(desk.vault->attachments()->size(), 1);
        QVERIFY(desk.edit(id, {.value = secret("second value")}));
        QVERIFY(!desk.info(u"web"_s).revokedAt.isValid());
        QVERIFY((*desk.login()).password->equals("second value"));
    }

    void aPersonalOneGoesBeforeTheOneOfEverybody()
    {
        Desk desk;
        desk.addInstance();
        const CredentialId shared = desk.addKind(u"shared"_s, Kind::Password, "shared value")->id;
        const CredentialId mine = desk.addKind(u"mine"_s, Kind::Password, "my value")->id;
        QVERIFY(desk.attach(shared));
        QVERIFY(finished(desk.vault->attach(desk.permit(Action::CredentialAttach), mine, desk.instance, Purpose::Login, true)));
        QVERIFY((*desk.login()).password->equals("my value"));
        QVERIFY(desk.sql(u"UPDATE row_secret_attachment SET person = '01890000-0000-7000-8000-00000000000a' WHERE person IS NOT NULL"_s));
        QVERIFY((*desk.login()).password->equals("shared value"));
    }

    void aPurposeThatMakesNoSenseIsRefused()
    {
        Desk desk;
        desk.addInstance();
        const CredentialId note = desk.addKind(u"note"_s, Kind::Note, "x")->id;
        QCOMPARE(desk.attach(note).error().code, Errc::Invalid);
        const auto value = finished(desk.vault->value(note, Purpose::Cloud, desk.permit(Action::CredentialUse)));
        QCOMPARE(value.error().code, Errc::Invalid);
    }

    void servicesGetACloudKeyWithItsFields()
    {
        Desk desk;
        const CredentialId id = desk.addKind(u"aws"_s, Kind::AwsKey, "0123456789abcdefghij", {{u"access_key_id"_s, u"AKIAIOSFODNN7EXAMPLE"_s}})->id;
        const auto value = finished(desk.vault->value(id, Purpose::Cloud, desk.permit(Action::CredentialUse)));
        QVERIFY(value);
        QCOMPARE(value->kind, u"aws-key"_s);
        QCOMPARE(value->fields[u"access_key_id"_s], u"AKIAIOSFODNN7EXAMPLE"_s);
        QVERIFY(value->value->equals("0123456789abcdefghij"));
        QTRY_VERIFY(desk.info(u"aws"_s).lastUsedAt.isValid());
    }

    void aRotationWaitsOnlyWithAReason()
    {
        Desk desk;
        const CredentialId id = desk.addKind(u"web"_s, Kind::Password, "x")->id;
        const auto snooze = [&](int days, const QString &reason) {
            return finished(desk.vault->snooze(desk.permit(Action::CredentialSnooze), id, desk.clock.now().addDays(days), reason));
        };
        QVERIFY(!snooze(7, u"  "_s));
        QVERIFY(!snooze(0, u"freeze"_s));
        QVERIFY(!snooze(91, u"freeze"_s));
        QVERIFY(snooze(7, u"release freeze"_s));
        QCOMPARE(desk.info(u"web"_s).snoozedUntil, desk.clock.now().addDays(7));
        QCOMPARE(desk.info(u"web"_s).snoozeReason, u"release freeze"_s);
        QCOMPARE(desk.info(u"web"_s).dueAt(), desk.clock.now().addDays(90));
        QVERIFY(desk.edit(id, {.value = secret("y")}));
        QVERIFY(desk.info(u"web"_s).snoozeReason.isEmpty());
    }

    void anOlderVersionPutBackIsNoticed()
    {
        Desk desk;
        const CredentialId id = desk.addKind(u"web"_s, Kind::Password, "first value")->id;
        QVERIFY(desk.sql(u"CREATE TABLE old AS SELECT * FROM row_secret"_s));
        QVERIFY(desk.edit(id, {.value = secret("second value")}));
        QVERIFY(desk.sql(u"UPDATE row_secret SET (epoch, rec_ver, salt, commit_tag, ct, author, device, hlc, sig, payload_schema) = "
                         "(SELECT epoch, rec_ver, salt, commit_tag, ct, author, device, hlc, sig, payload_schema FROM old)"_s));
        QCOMPARE(desk.revealed(id), "integrity");
    }

    void aSecondFactorIsAskedForAndNoCodeWorksTwice()
    {
        Desk desk;
        const auto made = std::make_shared<const NewSecondFactor>(makeSecondFactor());
        QCOMPARE(made->recoveryCodes.size(), 10);
        const auto codeNow = [&] { return totpAt(*totpSeed(made->factor.seed, {}), desk.clock.now()).code; };
        const auto unlock = [&](const QString &code) {
            return finished(desk.vault->unlock(desk.permit(Action::VaultUnlock), secret(kPassphrase), code));
        };
        const auto set = [&](const QString &code) { return finished(desk.vault->setSecondFactor(desk.permit(Action::VaultSecondFactor), made, code)); };
        QCOMPARE(set(u"000000"_s).error().code, Errc::WrongPassphrase);
        QVERIFY(!desk.vault->hasSecondFactor());
        QVERIFY(set(codeNow()));
        QVERIFY(desk.vault->hasSecondFactor());
        desk.lock();
        QCOMPARE(unlock({}).error().code, Errc::NoInput);
        QCOMPARE(desk.vault->state().value, LockState::Locked);
        QCOMPARE(unlock(codeNow()).error().code, Errc::WrongPassphrase); // it was used to set it up
        desk.clock.advance(std::chrono::seconds(60));
        QVERIFY(unlock(codeNow()));
        desk.lock();
        QVERIFY(unlock(made->recoveryCodes[3].toUpper()));
        desk.lock();
        QCOMPARE(unlock(made->recoveryCodes[3]).error().code, Errc::WrongPassphrase);
        QCOMPARE(desk.unlock("wrong wrong wrong").error().code, Errc::WrongPassphrase);
        desk.reopen();
        desk.clock.advance(std::chrono::seconds(60));
        QVERIFY(unlock(codeNow()));
        QVERIFY(finished(desk.vault->removeSecondFactor(desk.permit(Action::VaultSecondFactor))));
        desk.lock();
        QVERIFY(desk.unlock());
        QVERIFY(!desk.contains(made->factor.seed.reveal().toByteArray()));
    }

    void theConfirmationIsARealUnwrap()
    {
        Desk desk;
        QCOMPARE(finished(desk.vault->confirm(desk.permit(Action::VaultConfirm), secret("wrong wrong wrong"))).error().code, Errc::WrongPassphrase);
        QCOMPARE(desk.vault->state().value, LockState::Unlocked);
        QVERIFY(finished(desk.vault->confirm(desk.permit(Action::VaultConfirm), secret(kPassphrase))));
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
