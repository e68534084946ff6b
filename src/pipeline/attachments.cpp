#include "pipeline/attachments.hpp"

#include "monitor/log.hpp"
#include "pipeline/thread.hpp"
#include "publishers/uploads.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::pipeline {

using model::DeliveryState;
using monitor::Level;
using publishers::Progress;
using Phase = OutboxEntry::Phase;

namespace {

// What was frozen of a part, as far as its files are still needed.
Candidates still_wanted(const model::Part& part) {
    Candidates wanted;
    for (const auto& image :
         publishers::images_wanted(send_part(part, {}), Progress{part.progress})) {
        wanted.images.push_back({wanted.images.size(), image.address, image.file});
    }
    return wanted;
}

// The part's notes without the images that are not to be had any more; nothing when all are there.
std::optional<std::string> progress_without(const model::Part& part, const Candidates& wanted,
                                            const Chosen& chosen) {
    std::vector<std::string> gone;
    for (const auto& image : wanted.images) {
        const bool here = std::any_of(chosen.images.begin(), chosen.images.end(),
                                      [&](const auto& kept) { return kept.file == image.file; });
        if (!here) gone.push_back(image.file);
    }
    if (gone.empty()) return std::nullopt;
    return publishers::without_images(send_part(part, {}), Progress{part.progress}, gone).state;
}

}  // namespace

struct Attachments::Gathering {
    std::int64_t id = 0;  // of the delivery
    Candidates wanted;
    publishers::MediaRule rule;
    std::vector<PictureOrWhy> pictures;
    std::size_t open = 0;  // that have not come yet
};

Attachments::Attachments(Outbox::Parts parts, Outbox& outbox, const config::TargetSettings& target,
                         MediaKeeper* keeper, std::function<void()> ready)
    : parts_(parts), outbox_(outbox), target_(target), keeper_(keeper), ready_(std::move(ready)) {}

bool Attachments::ready(OutboxEntry& entry, const publishers::AccountFacts& facts) {
    const bool sends_next = entry.delivery.state == DeliveryState::ready;
    if (!keeper_ || !sends_next || entry.images || !target_.attach_media) return true;
    const auto* part = first_open(entry.delivery);
    auto wanted = part ? still_wanted(*part)
                       : candidates(entry.delivery.post_id, entry.post->post.media, facts.media);
    if (wanted.images.empty() && wanted.notes.empty()) {
        entry.images.emplace();
        return true;
    }
    gather(entry, std::move(wanted), facts.media);
    return false;
}

void Attachments::gather(OutboxEntry& entry, Candidates wanted, publishers::MediaRule rule) {
    outbox_.enter(entry, Phase::busy);
    auto gathering = std::make_shared<Gathering>();
    gathering->id = entry.delivery.id;
    gathering->wanted = std::move(wanted);
    gathering->rule = std::move(rule);
    const auto& images = gathering->wanted.images;
    gathering->open = images.size();
    gathering->pictures.resize(images.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
        keeper_->fetch(images[i], [this, gathering, i](const PictureOrWhy& picture) {
            gathering->pictures[i] = picture;
            if (--gathering->open == 0) gathered(gathering);
        });
    }
    if (images.empty()) gathered(gathering);
}

void Attachments::gathered(const GatheringPtr& gathering) {
    auto chosen = choose(gathering->wanted.images, gathering->pictures, gathering->rule);
    const auto& noted = gathering->wanted.notes;
    chosen.notes.insert(chosen.notes.begin(), noted.begin(), noted.end());
    auto* entry = outbox_.find(gathering->id);
    if (!entry) return;
    if (!chosen.problems.empty() && target_.on_media_error == config::OnMediaError::hold)
        return outbox_.hold(gathering->id, "an image cannot be attached: " + chosen.problems[0]);
    auto* part = first_open(entry->delivery);
    const auto progress = part ? progress_without(*part, gathering->wanted, chosen) : std::nullopt;
    if (!progress) return settle(gathering->id, std::move(chosen), nullptr);
    part->progress = *progress;
    settle(gathering->id, std::move(chosen), part);
}

// What is missing is committed before anything is sent without it.
void Attachments::settle(std::int64_t id, Chosen chosen, const model::Part* changed) {
    std::vector<std::string> remarks = chosen.notes;
    for (const auto& note : chosen.notes) {
        monitor::log(Level::info, "delivery {} to {}: {}", id, target_.name, note);
    }
    for (const auto& problem : chosen.problems) {
        remarks.push_back("goes out without the image " + problem);
        monitor::log(Level::warning, "delivery {} to {} {}", id, target_.name, remarks.back());
    }
    const auto part = changed ? std::optional(*changed) : std::nullopt;
    parts_.database.submit(
        [id, remarks, part](store::Tables& tables) {
            for (const auto& remark : remarks)
                tables.deliveries.remark(id, "image", remark, model::wall_now());
            if (part) tables.deliveries.set_part_progress(id, part->number, part->progress);
        },
        [this, id, chosen = std::move(chosen),
         token = parts_.activity.hold()](const model::Result<void>& stored) {
            auto* found = outbox_.find(id);
            if (!found) return;
            if (!stored) {
                monitor::log(Level::error, "delivery {} to {}: {}", id, target_.name,
                             stored.error().message);
                return outbox_.finish(id);
            }
            found->images = chosen;
            outbox_.enter(*found, Phase::waiting);
            ready_();
        });
}

}  // namespace glossd::pipeline
