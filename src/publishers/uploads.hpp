// Uploads: how far the images of a part have come on their way to the service, between its calls;
// as JSON it is the publisher's Progress. Values and pure functions; any thread. What one would get
// wrong: an upload is repeated freely, the call that posts is not; only that one is ever unknown.
#pragma once

#include "publishers/json.hpp"
#include "publishers/publisher.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace glossd::publishers {

// The member "images" of a payload: what is frozen of them.
OrderedJson images_json(const std::vector<Image>& images);
std::vector<Image> images_of(const SendPart& part);

struct Upload {
    enum class Step {
        wanted,       // to be uploaded
        processing,   // the service works on it: ask how far it is
        undescribed,  // its alt text is still to be sent
        ready,
        dropped,  // goes along no more
    };
    Step step = Step::wanted;
    std::string id;                             // media id of the service
    std::optional<model::WallTime> good_until;  // the service forgets it then

    bool operator==(const Upload&) const = default;
};

struct Uploads {
    std::vector<Image> images;    // of the part
    std::vector<Upload> items;    // as `images`
    int tries = 0;                // of the present call that came to nothing, or asked to wait
    int refusals = 0;             // how often the post was refused because of its images
    bool former_address = false;  // the service has only the older upload call

    // Ids that are forgotten by the part's attempt count as wanted again.
    static Uploads of(const SendPart& part, const Progress& progress);
    Progress progress(std::string note = {}, model::Duration pause = {}) const;

    // Whose turn it is; nothing: the turn of the post itself.
    std::optional<std::size_t> current() const;
    std::vector<std::string> ids() const;  // of those that are ready

    // The next step of item `at`, after a call that went well.
    Progress moved(std::size_t at, Upload item);
    // All of it again, because the service knows the ids no more.
    Progress anew(std::string note);
    // The service is still at work on item `at`. Nothing when it has been for too long.
    std::optional<Progress> waits(std::optional<model::Duration> told);

    // The call for item `at` got no answer or a 500: the same again a few times, over some minutes;
    // then as refused().
    Sent broken(std::size_t at, const std::string& why, config::OnMediaError policy);
    // The service will not have item `at`.
    Sent refused(std::size_t at, const std::string& why, config::OnMediaError policy);
};

// Images of a frozen part whose files are still needed.
std::vector<Image> images_wanted(const SendPart& part, const Progress& progress);
// Without those whose file is one of these.
Progress without_images(const SendPart& part, const Progress& progress,
                        const std::vector<std::string>& files);
// Nothing that publishes the part has been called for: its images are still on their way.
bool only_uploading(const SendPart& part, const Progress& progress);

// The file of an image as a field of the upload form.
model::FormField file_field(const SendPart& part, const std::string& name, const Image& image);
// At most `limit` code points; a longer one ends in "…".
std::string cut_alt(const std::string& alt, std::size_t limit);

}  // namespace glossd::publishers
