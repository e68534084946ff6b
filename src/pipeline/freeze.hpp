// Freeze: everything about the parts of a delivery that must never change once the first of them
// was sent (design section 4): their texts, their payloads, their keys. Pure.
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "model/post.hpp"
#include "pipeline/pictures.hpp"
#include "publishers/publisher.hpp"

#include <string>
#include <vector>

namespace glossd::pipeline {

// 32 hex digits of a hash over what names this part for ever: not by its number in this ledger,
// which a ledger that was put back gives away a second time. `instance`: see below; a document has
// none.
std::string key_of(const model::Delivery& delivery, const model::Post& post, int part,
                   const std::string& instance);

// `instance`: the ledger's own id, so that two ledgers never make the same key. `images` go along
// with the first part. An error (too little room) holds the delivery.
model::Result<std::vector<model::Part>> freeze_parts(
    const model::Delivery& delivery, const model::Post& post, const config::TargetSettings& target,
    const publishers::Publisher& publisher, const publishers::AccountFacts& facts,
    const std::string& instance, const Chosen& images = {});

}  // namespace glossd::pipeline
