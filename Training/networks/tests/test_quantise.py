"""Rounding, steps and equalisation, and whole small networks from PyTorch to the reference."""
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch

import folder  # noqa: F401
import export_onnx
import float_engines
import float_network
import int8_file
import int8_reference
import onnx_layers
import quantise
from equalise import equalise
from layers import LayerError
from onnx_graph import Graph
from pairs import violations
from rounding import Limits, flatten, force, least_squares, smallest_steps, squared_error, unflatten
from unet import UNet, fold_batch_norm, settle_batch_norm


def small_network(seed, channels=(16, 16), blocks=(1,), classes=2):
    torch.manual_seed(seed)
    return fold_batch_norm(settle_batch_norm(UNet(channels, blocks, classes), rounds=3))


def picture(seed, height=48, width=64):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)


class Rounding(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(1)
        self.weights = [rng.normal(0, 1, (5, 3, 3, 16)), rng.normal(0, 0.3, (5, 3, 3, 16))]
        self.limits = Limits()

    def test_steps_are_the_smallest_that_hold(self):
        steps = smallest_steps(self.weights, self.limits)
        rounded = [np.rint(w / steps[:, None, None, None]) for w in self.weights]
        self.assertTrue(self.limits.hold(rounded).all())
        finer = [np.rint(w / (0.999 * steps)[:, None, None, None]) for w in self.weights]
        self.assertFalse(self.limits.hold(finer).any())

    def test_forced_and_fitted_integers_hold_and_fit_better(self):
        flat, partners = flatten(self.weights)
        np.testing.assert_array_equal(unflatten(flat, self.weights)[1], self.weights[1])
        inputs = np.random.default_rng(2).random((400, flat.shape[1])) @ np.random.default_rng(3).random((flat.shape[1],) * 2)
        gram = np.cov(inputs.T)
        units = flat / (0.8 * smallest_steps(self.weights, self.limits))[:, None]
        forced = force(units, partners, self.limits)
        fitted = least_squares(units, forced, partners, gram, self.limits)
        for q in (forced, fitted):
            self.assertTrue(self.limits.hold(unflatten(q, self.weights)).all())
            self.assertFalse(any(violations(w.astype(np.int8)).any() for w in unflatten(q, self.weights)))
        self.assertTrue((squared_error(units, fitted, gram) < squared_error(units, forced, gram)).all())

    def test_the_pictures_rows_end_without_a_partner(self):
        _, partners = flatten([np.zeros((1, 3, 3, 3))])
        self.assertEqual(partners[:9].tolist(), [1, 0, 3, 2, 5, 4, 7, 6, -1])

    def test_equalising_changes_no_result(self):
        layers = onnx_layers.from_onnx(export_onnx.to_onnx(small_network(1), "small", 2))
        samples = float_network.sample_maps(layers, [picture(1)])
        image = float_network.as_input(picture(2))
        before, after = float_network.run(layers, image), float_network.run(equalise(layers, samples, 1.0, 99.9), image)
        self.assertGreater(float((before[0] - after[0]).abs().max()), 0.01)
        torch.testing.assert_close(before[-1], after[-1], atol=1e-4, rtol=1e-4)


class WholeNetworks(unittest.TestCase):
    def test_int8_logits_come_close_to_float_ones(self):
        for seed, channels, blocks, classes in [(1, (16, 16), (1,), 2), (2, (16, 32, 16), (1, 0), 1), (3, (32, 16), (2,), 16)]:
            model = small_network(seed, channels, blocks, classes)
            layers = onnx_layers.from_onnx(export_onnx.to_onnx(model, "small", 2))
            test = picture(seed + 10)
            real = model(float_network.as_input(test)).detach()[0].numpy()
            for fit in (False, True)[:1 + (seed == 2)]:
                with self.subTest(channels=channels, least_squares=fit), tempfile.TemporaryDirectory() as temporary:
                    options = quantise.Options(least_squares=fit)
                    made = quantise.quantise(layers, [picture(seed + i) for i in range(4)], options=options)
                    int8_file.write(Path(temporary) / "weights.int8", made)
                    head = int8_reference.head(int8_file.read(Path(temporary) / "weights.int8"), test)
                    self.assertLess(np.abs((head - 128.0) / 16 - real).mean(), 0.06)

    def test_onnx_gives_what_the_module_gives(self):
        model = small_network(4)
        with tempfile.TemporaryDirectory() as temporary:
            path = Path(temporary) / "network.onnx"
            export_onnx.save(export_onnx.to_onnx(model, "small", 2), path)
            engines = {"onnxruntime": float_engines.onnx_runtime(path), "OpenCV": float_engines.opencv(path)}
            for size in ((16, 24), (48, 40)):
                test = picture(5, *size)
                real = model(float_network.as_input(test)).detach()[0].numpy()
                for name, engine in engines.items():
                    with self.subTest(engine=name, size=size):
                        np.testing.assert_allclose(engine(test, 4), real, atol=1e-4)
            layers = onnx_layers.from_onnx(onnx.load(path))
            ours = float_network.run(layers, float_network.as_input(test))[-1][0].numpy()
            np.testing.assert_allclose(ours, real, atol=1e-4)


class WhatCannotBeExpressed(unittest.TestCase):
    def graph(self):
        graph = Graph("bad")
        rng = np.random.default_rng(0)
        self.weight = lambda o, i, k=3: rng.normal(0, 1, (o, i, k, k)).astype(np.float32)
        return graph, graph.relu("stem", graph.conv("stem.conv", "image", self.weight(16, 3), np.zeros(16), 2))

    def refuse(self, graph, output, text):
        with self.assertRaisesRegex(LayerError, text):
            onnx_layers.from_onnx(graph.model(output, 1, 2))

    def test_errors_name_the_node(self):
        graph, stem = self.graph()
        self.refuse(graph, graph.conv("odd", stem, self.weight(1, 16, 5), np.zeros(1), 1), "'odd'.*5 x 5")
        graph, stem = self.graph()
        bare = graph.conv("bare", stem, self.weight(16, 16), np.zeros(16), 1)
        self.refuse(graph, graph.conv("head", bare, self.weight(1, 16), np.zeros(1), 1), "'head'.*without a Relu")
        graph, stem = self.graph()
        three = graph.concat("three", [stem, stem, stem])
        self.refuse(graph, graph.conv("head", three, self.weight(1, 48), np.zeros(1), 1), "'three'.*two maps")
        graph, stem = self.graph()
        twice = graph.double("twice", graph.double("once", stem))
        self.refuse(graph, graph.conv("head", twice, self.weight(1, 16), np.zeros(1), 1), "'twice'.*twice")
        graph, stem = self.graph()
        head = graph.conv("head", stem, self.weight(1, 16), np.zeros(1), 1)
        self.refuse(graph, graph._node("Sigmoid", [head], "probability"), "'probability'.*not in the network format")
        graph, stem = self.graph()
        self.refuse(graph, graph.relu("last", graph.conv("head", stem, self.weight(1, 16), np.zeros(1), 1)), "logits")

    def test_a_module_with_another_operation_is_refused(self):
        with self.assertRaisesRegex(export_onnx.ExportError, "not in the network format"):
            export_onnx.to_onnx(torch.nn.Sequential(torch.nn.Conv2d(3, 16, 3, 2, 1), torch.nn.SiLU()), "bad", 2)


if __name__ == "__main__":
    unittest.main()
