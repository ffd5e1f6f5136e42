#include "ssh/engine/interactive.h"
#include "ssh/engine/session.h"

namespace aiops::ssh::engine {
namespace {

template <typename... F>
struct Overloaded : F...
{
    using F::operator()...;
};

} // namespace

void Session::handle(messages::ToEngine message)
{
    using namespace messages;
    if (m_state == State::Gone)
        return;
    const auto with = [this](quint32 id, auto &&act) {
        if (RemoteChannel *found = channel(id))
            act(*found);
    };
    std::visit(Overloaded{
                   [&](OpenSession &) {},
                   [&](Ping &) {},
                   [&](CloseSession &) {
                       m_told = true;
                       if (m_state != State::Ready)
                           return release();
                       m_state = State::Leaving;
                       m_deadline = after(m_request.close);
                   },
                   [&](ListMethods &m) { startSignIn(SignIn::methods(std::move(m))); },
                   [&](AuthKey &m) { startSignIn(SignIn::key(std::move(m), m_say)); },
                   [&](AuthPassword &m) { startSignIn(SignIn::password(std::move(m))); },
                   [&](AuthInteractive &m) {
                       if (m_state == State::Verified && !m_signIn && !m_interactive)
                           m_interactive = std::make_unique<Interactive>(std::move(m), m_session, m_wire,
                                                                         std::chrono::milliseconds(m_request.signIn), m_say, m_wake);
                   },
                   [&](SignReply &m) {
                       if (!m_signIn || !m_signIn->waitsForSignature())
                           return;
                       m_signIn->giveSignature(std::move(m.signature));
                       m_deadline = after(m_request.signIn);
                   },
                   [&](PromptReply &m) {
                       if (m_interactive)
                           m_interactive->answer(std::move(m));
                   },
                   [&](OpenChannel &m) {
                       if (m_state != State::Ready || channel(m.channel))
                           return m_say(ChannelRefused{m.session, m.channel, Reason::Closed, {}});
                       const quint32 id = m.channel;
                       const auto made = m_channels.emplace(id, std::make_unique<RemoteChannel>(std::move(m), m_say)).first;
                       made->second->setDeadline(after(m_request.channelOpen));
                       m_opening.push_back(id);
                   },
                   [&](WriteChannel &m) { with(m.channel, [&](RemoteChannel &c) { c.write(std::move(m.data)); }); },
                   [&](Consumed &m) { with(m.channel, [&](RemoteChannel &c) { c.consumed(m.bytes); }); },
                   [&](SendEof &m) { with(m.channel, [&](RemoteChannel &c) { c.sendEof(); }); },
                   [&](Resize &m) { with(m.channel, [&](RemoteChannel &c) { c.resize(m.columns, m.rows); }); },
                   [&](SendSignal &m) { with(m.channel, [&](RemoteChannel &c) { c.sendSignal(std::move(m.name)); }); },
                   [&](CloseChannel &m) {
                       with(m.channel, [&](RemoteChannel &c) { c.close(after(m_request.close)); });
                   },
                   [&](Listen &m) { listen(std::move(m)); },
                   [&](Unlisten &m) {
                       if (const auto found = m_ports.find(m.listener); found != m_ports.end())
                           found->second->close();
                   },
                   [&](Probe &m) {
                       m_probePatience = std::chrono::milliseconds(m.patience);
                       m_probeAt = std::chrono::steady_clock::now();
                   },
               },
               message);
}

} // namespace aiops::ssh::engine
